import { expect, it } from 'vitest'
import { createSchema } from '../../../schema/schema.ts'
import { buildSchema } from '../../../server/plugins/schema.ts'
import type { BrewerAnswers } from '../answers.ts'
import { addBrewer } from './add-brewer.ts'

const unasked = new Proxy({}, {
  get: (_target, name) => {
    throw new Error(`the schema asked the service for ${String(name)} while it was declared`)
  },
}) as BrewerAnswers

it('adds what schema.graphql says (vitest -u writes it again)', async () => {
  const { sdl, failures } = buildSchema((additions) => createSchema({ version: '', experimentZone: 'UTC' } as never, additions), [
    {
      id: 'brewer', folder: import.meta.dirname, prefixes: ['Brewer'], add: (builder, core) => addBrewer(builder, unasked, core), storedSdl: '',
      guard: { plugin: 'brewer', refusal: () => null, noteFault: () => undefined, noteWell: () => undefined, seconds: 1 },
    },
  ])
  expect([...failures.values()].map(String)).toEqual([])
  await expect(`${sdl.get('brewer')}\n`).toMatchFileSnapshot('./schema.graphql')
})
