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

export const removeEndReasonDocument = graphql(
  `
    mutation RemoveEndReason($input: RemoveEndReasonInput!) {
      payload: removeEndReason(input: $input) {
        ...RunEdited
      }
    }
  `,
  [payload],
)

export const endRunDocument = graphql(
  `
    mutation EndRun($input: EndRunInput!) {
      payload: endRun(input: $input) {
        ...RunEdited
      }
    }
  `,
  [payload],
)

export const correctRunDocument = graphql(
  `
    mutation CorrectRun($input: UpdateRunInput!) {
      payload: updateRun(input: $input) {
        ...RunEdited
      }
    }
  `,
  [payload],
)

/** What tells when a run ended that nobody ended. */
export const aroundEndDocument = graphql(`
  query AroundEnd($number: Int!) {
    run(number: $number) {
      id
      startedAt
      triggerStartedAt
      environment {
        id
        history {
          status
          at
        }
      }
      next {
        id
        number
        startedAt
        triggerStartedAt
      }
    }
  }
`)
