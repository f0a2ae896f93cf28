import { recall, remember } from '../preference.ts'

const longest = 10

/** The last texts that were applied to a list, newest first, in this browser. */
export const recallTexts = (list: string): string[] => {
  try {
    const kept: unknown = JSON.parse(recall(`filter.${list}`) ?? '[]')
    return Array.isArray(kept) ? kept.filter((text): text is string => typeof text === 'string').slice(0, longest) : []
  } catch {
    return []
  }
}

export const rememberText = (list: string, text: string): void => {
  if (text.trim() === '') return
  remember(`filter.${list}`, JSON.stringify([text, ...recallTexts(list).filter((kept) => kept !== text)].slice(0, longest)))
}
