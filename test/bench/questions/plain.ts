import { firstRun, fullScale } from '../scale.ts'
import type { Asking } from './questions.ts'

export const askPlain: Asking = {
  body: (question, variables) => JSON.stringify({ question, variables }),
  firstPage: { below: firstRun + fullScale.runs },
  nextPage: (answer) => ({
    below: (answer as { data: { runs: { nodes: { number: number }[] } } }).data.runs.nodes.at(-1)!.number,
  }),
  data: (answer) => (answer as { data: unknown }).data,
}
