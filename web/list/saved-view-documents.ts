import { graphql, type ResultOf } from '../graphql/graphql.ts'

/** The views of one list that the viewer sees: the shared ones and their own, by name. */
export const savedViewsDocument = graphql(`
  query SavedViews($list: SavedViewList!) {
    savedViews(filter: { list: { eq: $list } }, first: 1000) {
      nodes {
        id
        number
        name
        search
        isShared
        revision
        updatedBy
      }
    }
    server {
      eventCursor
    }
  }
`)

export type SavedView = ResultOf<typeof savedViewsDocument>['savedViews']['nodes'][number]

export const savedViewTouchedDocument = graphql(`
  subscription SavedViewTouched($after: String!) {
    savedViewChanged(after: $after) {
      cursor
    }
  }
`)

export const createSavedViewDocument = graphql(`
  mutation CreateSavedView($input: CreateSavedViewInput!) {
    payload: createSavedView(input: $input) {
      savedView {
        number
        revision
      }
      userErrors {
        code
        path
        message
      }
    }
  }
`)

export const updateSavedViewDocument = graphql(`
  mutation UpdateSavedView($input: UpdateSavedViewInput!) {
    payload: updateSavedView(input: $input) {
      savedView {
        number
        revision
      }
      userErrors {
        code
        path
        message
      }
    }
  }
`)

export const deleteSavedViewDocument = graphql(`
  mutation DeleteSavedView($input: DeleteSavedViewInput!) {
    payload: deleteSavedView(input: $input) {
      id
      userErrors {
        code
        path
        message
      }
    }
  }
`)
