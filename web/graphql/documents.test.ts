import { readFileSync } from 'node:fs'
import { buildSchema, validate, type DocumentNode } from 'graphql'
import { describe, expect, it } from 'vitest'
import * as lists from '../list/documents.ts'
import * as savedViews from '../list/saved-view-documents.ts'
import * as admin from '../pages/admin/documents.ts'
import * as jobs from '../pages/admin/jobs/documents.ts'
import * as plugins from '../pages/admin/plugins/documents.ts'
import * as environment from '../pages/environment/documents.ts'
import * as environments from '../pages/environments/documents.ts'
import * as fill from '../pages/fill/documents.ts'
import * as fills from '../pages/fills/documents.ts'
import * as home from '../pages/home/documents.ts'
import * as run from '../pages/run/documents.ts'
import * as runEdits from '../pages/run/edit-documents.ts'
import * as runs from '../pages/runs/documents.ts'
import * as shared from '../documents.ts'
import { environmentTouched, fillTouched, jobTouched, pluginTouched, runTouched } from '../nouns/touched.ts'

const schema = buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'))

const touched = {
  runTouched: runTouched().document,
  fillTouched: fillTouched().document,
  environmentTouched: environmentTouched().document,
  pluginTouched: pluginTouched().document,
  jobTouched: jobTouched().document,
}
const places = { lists, admin, environment, environments, fill, fills, home, jobs, plugins, run, runEdits, runs, savedViews, shared, touched }
const documents = Object.entries(places).flatMap(([place, exported]) =>
  Object.entries<unknown>(exported).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && 'definitions' in value ? [[`${place}: ${name}`, value as DocumentNode] as const] : [],
  ),
)

describe('the documents of the pages', () => {
  it.each(documents)('%s is valid by the schema', (_name, document) => {
    expect(validate(schema, document).map(({ message }) => message)).toEqual([])
  })
})
