import { latestRows, maxSuggestions, suggestionLists, type Suggestion } from '../server/domain/suggestion.ts'
import { needs, type Builder } from './builder.ts'
import { describeValues } from './filter.ts'

/** Values for whoever types a filter. */
export const addSuggestions = (builder: Builder): void => {
  const list = builder.enumType('SuggestionList', {
    description: 'Which list is filtered.',
    values: describeValues(suggestionLists, { RUNS: 'The runs.', FILLS: 'The fills.', ENVIRONMENTS: 'The environments.', INSTRUMENTS: 'The instruments.' }),
  })
  const suggestion = builder.objectRef<Suggestion>('Suggestion').implement({
    description: 'A value that the data have.',
    fields: (t) => ({
      value: t.exposeString('value', { description: 'As the filter language takes it; an end reason as category/title.' }),
      count: t.exposeInt('count', { description: `How often it is used among the latest ${latestRows} runs, fills, environments, end reasons or instruments; for a fill or an environment, its runs.` }),
    }),
  })
  builder.queryField('suggestions', (t) =>
    t.field({
      type: [suggestion], ...needs('read'),
      description: 'Values for a key of the filter language: those that begin with the prefix, then those that hold it; the most used first, fills and environments the latest first.',
      args: {
        list: t.arg({ type: list, required: true, description: 'Which list is filtered.' }),
        key: t.arg.string({ required: true, description: 'Such as detector, tag, type, period, by, reason, environment, fill; beam, scheme; id, status; kind, place, name.' }),
        prefix: t.arg.string({ description: 'What was typed so far, in upper or lower case; % and _ mean themselves.' }),
        first: t.arg.int({ defaultValue: 10, description: `How many, at most ${maxSuggestions}.` }),
      },
      resolve: (_root, { list, key, prefix, first }, { domain }) => domain.suggestions(list, key, prefix ?? '', first ?? 10),
    }),
  )
}
