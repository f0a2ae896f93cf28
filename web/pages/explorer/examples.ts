import { changeExamples } from './change-examples.ts'
import type { Example } from './example.ts'
import { listenExamples } from './listen-examples.ts'
import { otherExamples } from './other-examples.ts'
import { runExamples } from './run-examples.ts'

export const exampleGroups: readonly { title: string; examples: readonly Example[] }[] = [
  { title: 'Read', examples: [...runExamples, ...otherExamples] },
  { title: 'Listen', examples: listenExamples },
  { title: 'Change', examples: changeExamples },
]

export const examples: readonly Example[] = exampleGroups.flatMap((group) => group.examples)

/** The example of an address; the first for one that names none. */
export const findExample = (id: string | undefined): Example =>
  examples.find((example) => example.id === id) ?? examples[0]!
