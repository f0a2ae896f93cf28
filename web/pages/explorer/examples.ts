import { changeExamples } from './change-examples.ts'
import type { Example } from './example.ts'
import { listenExamples } from './listen-examples.ts'
import { otherExamples } from './other-examples.ts'
import { runExamples } from './run-examples.ts'

export type ExampleGroup = { title: string; examples: readonly Example[] }

export const exampleGroups: readonly ExampleGroup[] = [
  { title: 'Read', examples: [...runExamples, ...otherExamples] },
  { title: 'Listen', examples: listenExamples },
  { title: 'Change', examples: changeExamples },
]

export const examples: readonly Example[] = exampleGroups.flatMap((group) => group.examples)

/** The example of an address; the first for one that names none. */
export const findExample = (id: string | undefined, more: readonly ExampleGroup[] = []): Example =>
  [...examples, ...more.flatMap((group) => group.examples)].find((example) => example.id === id) ?? examples[0]!
