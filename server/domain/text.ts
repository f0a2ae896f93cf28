import { fault, type Fault } from './fault.ts'

/** Whether PostgreSQL can hold a text: none with the NUL character, or with half of a surrogate pair. */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

/** One fault for each text in an input that cannot be stored. */
export const checkTexts = (value: unknown, path: readonly (string | number)[] = []): Fault[] => {
  if (typeof value === 'string') {
    return isStorable(value) ? [] : [fault('INVALID_INPUT', path, 'This text holds a character that is none: NUL, or half of a surrogate pair')]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => checkTexts(part, [...path, name]))
}
