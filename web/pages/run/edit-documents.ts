import { graphql, type ResultOf } from '../../graphql/graphql.ts'

export const knownTagsDocument = graphql(`
  query KnownTags {
    tags {
      id
      text
      color
      description
    }
  }
`)

export type KnownTag = ResultOf<typeof knownTagsDocument>['tags'][number]

export const knownDetectorsDocument = graphql(`
  query KnownDetectors {
    detectors {
      id
      name
    }
  }
`)

const payload = graphql(`
  fragment RunEdited on RunPayload @_unmask {
    run {
      id
      revision
    }
    userErrors {
      code
      path
      message
    }
  }
`)

export const judgeRunDocument = graphql(
  `
    mutation JudgeRun($input: SetRunQualityInput!) {
      payload: setRunQuality(input: $input) {
        ...RunEdited
      }
    }
  `,
  [payload],
)

export const judgeDetectorDocument = graphql(
  `
    mutation JudgeDetector($input: SetDetectorQualityInput!) {
      payload: setDetectorQuality(input: $input) {
        ...RunEdited
      }
    }
  `,
  [payload],
)

export const tagRunDocument = graphql(
  `
    mutation TagRun($input: TagRunInput!) {
      payload: tagRun(input: $input) {
        ...RunEdited
      }
    }
  `,
  [payload],
)

export const addEndReasonDocument = graphql(
  `
    mutation AddEndReason($input: AddEndReasonInput!) {
      payload: addEndReason(input: $input) {
        ...RunEdited
      }
    }
  `,
  [payload],
)
