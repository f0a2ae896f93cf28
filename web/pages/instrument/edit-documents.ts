import { graphql } from '../../graphql/graphql.ts'

const payload = graphql(`
  fragment InstrumentEdited on InstrumentPayload @_unmask {
    instrument {
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

export const createInstrumentDocument = graphql(
  `
    mutation CreateInstrument($input: CreateInstrumentInput!) {
      payload: createInstrument(input: $input) {
        ...InstrumentEdited
      }
    }
  `,
  [payload],
)

export const updateInstrumentDocument = graphql(
  `
    mutation UpdateInstrument($input: UpdateInstrumentInput!) {
      payload: updateInstrument(input: $input) {
        ...InstrumentEdited
      }
    }
  `,
  [payload],
)

export const reportStatusDocument = graphql(
  `
    mutation ReportInstrumentStatus($input: ReportInstrumentStatusInput!) {
      payload: reportInstrumentStatus(input: $input) {
        ...InstrumentEdited
      }
    }
  `,
  [payload],
)

export const archiveInstrumentDocument = graphql(
  `
    mutation ArchiveInstrument($input: ArchiveInstrumentInput!) {
      payload: archiveInstrument(input: $input) {
        ...InstrumentEdited
      }
    }
  `,
  [payload],
)
