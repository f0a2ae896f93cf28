import { graphql } from '../graphql/graphql.ts'

/** When a run was, for ranges that name one. */
export const runTimesDocument = graphql(`
  query RunTimes($number: Int!) {
    run(number: $number) {
      startedAt
      endedAt
      triggerStartedAt
      triggerEndedAt
    }
  }
`)

export const fillTimesDocument = graphql(`
  query FillTimes($number: Int!) {
    fill(number: $number) {
      stableBeamsStart
      stableBeamsEnd
    }
  }
`)

/** Values that the data know, for whoever types a filter. */
export const suggestionsDocument = graphql(`
  query Suggestions($list: SuggestionList!, $key: String!, $prefix: String, $first: Int) {
    suggestions(list: $list, key: $key, prefix: $prefix, first: $first) {
      value
      count
    }
  }
`)
