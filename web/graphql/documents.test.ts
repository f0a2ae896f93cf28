import { readFileSync } from 'node:fs'
import { buildSchema, validate, type DocumentNode } from 'graphql'
import { describe, expect, it } from 'vitest'
import * as runs from '../pages/runs/documents.ts'
import { factsDocument } from '../documents.ts'

const schema = buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'))

const documents: Record<string, unknown> = { ...runs, factsDocument }

describe('the documents of the pages', () => {
  it.each(Object.entries(documents))('%s is valid by the schema', (_name, document) => {
    expect(validate(schema, document as DocumentNode).map(({ message }) => message)).toEqual([])
  })
})
