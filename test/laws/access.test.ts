import { createClient as createSocket } from 'graphql-ws'
import { isRequiredArgument } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { createSchema } from '../../schema/schema.ts'
import { rights, rightsOfRole, roles, type Right, type Role } from '../../server/domain/access.ts'
import { systemActor } from '../../server/domain/actor.ts'
import { startApp, type TestApp } from '../kit/app.ts'
import { dump } from '../kit/dump.ts'
import { until } from '../kit/live.ts'

const schema = createSchema({ version: '', startedAt: '', experimentZone: '', node: '', postgres: '' })
const roots = [schema.getQueryType()!, schema.getMutationType()!, schema.getSubscriptionType()!]

let server: TestApp
const secrets = new Map<string, string | null>([['nobody', null]])

/** Which right each mutation needs: written down a second time, so that a slip of the schema shows. */
const needed: Record<string, Right> = {
  startRun: 'run:write', updateRun: 'run:write', endRun: 'run:write', setRunQuality: 'run:write', setDetectorQuality: 'run:write', addEndReason: 'run:write', removeEndReason: 'run:write', tagRun: 'run:write',
  ingestRuns: 'run:ingest', ingestFills: 'fill:ingest', ingestEnvironments: 'environment:ingest', createTag: 'tag:write', updateTag: 'tag:write', createDetector: 'detector:write', createToken: 'token:manage', revokeToken: 'token:manage',
  createInstrument: 'instrument:write', updateInstrument: 'instrument:write', updateChannel: 'instrument:write', reportInstrumentStatus: 'instrument:write', archiveInstrument: 'instrument:write', ingestMeasurements: 'measurement:ingest',
  triggerJob: 'job:run', pauseJob: 'job:run', resumeJob: 'job:run',
  retryParkedEvent: 'plugin:manage', dropParkedEvent: 'plugin:manage',
  createSavedView: 'view:write', updateSavedView: 'view:write', deleteSavedView: 'view:write',
}

/** What takes more than to read, though it changes nothing. */
const guarded: Record<string, Right> = { tokens: 'token:manage' }

/** Input that is refused by the domain, whoever brings it: what is asked here is who gets as far as that. */
const inputs: Record<string, string> = {
  startRun: '{ number: 0 }', updateRun: '{ number: 0 }', endRun: '{ number: 0 }', setRunQuality: '{ number: 0, quality: NONE }', setDetectorQuality: '{ number: 0, detector: "X", quality: NONE }',
  addEndReason: '{ number: 0, category: "" }', removeEndReason: '{ number: 0, category: "" }', tagRun: '{ number: 0 }', ingestRuns: '{ idempotencyKey: "", items: [] }', ingestFills: '{ idempotencyKey: "", items: [] }',
  ingestEnvironments: '{ idempotencyKey: "", items: [] }', createTag: '{ text: "" }', updateTag: '{ text: "" }', createDetector: '{ name: "" }', createToken: '{ name: "" }', revokeToken: '{ id: "" }',
  createInstrument: '{ name: "", kind: "" }', updateInstrument: '{ name: "" }', updateChannel: '{ name: "", channel: "" }', reportInstrumentStatus: '{ name: "", status: OK }', archiveInstrument: '{ name: "" }', ingestMeasurements: '{ idempotencyKey: "", items: [] }',
  triggerJob: '{ name: "" }', pauseJob: '{ name: "" }', resumeJob: '{ name: "" }', retryParkedEvent: '{ id: "" }', dropParkedEvent: '{ id: "" }',
  createSavedView: '{ list: RUNS, name: "", search: "" }', updateSavedView: '{ id: "" }', deleteSavedView: '{ id: "" }',
}

const mutations = Object.keys(schema.getMutationType()!.getFields())
const queries = { runs: '{ runs { nodes { number } } }', node: '{ node(id: "x1") { id } }', tags: '{ tags { text } }', viewer: '{ viewer { name } }', schema: '{ __schema { queryType { name } } }' }
const subscriptions = Object.keys(schema.getSubscriptionType()!.getFields()).map((name) => `subscription { ${name} { cursor } }`)

beforeAll(async () => {
  server = await startApp({ settings: { LOGLINE_ANONYMOUS: 'none' } })
  for (const role of roles) secrets.set(role, (await server.app.tokens.create({ name: role, role }, systemActor('test'))).value!.secret)
  for (const right of rights) secrets.set(right, (await server.app.tokens.create({ name: right, scopes: [right] }, systemActor('test'))).value!.secret)
})
afterAll(() => server[Symbol.asyncDispose]())

const callers = ['nobody', ...roles, ...rights]
const rightsOf = (caller: string): readonly Right[] => (caller === 'nobody' ? [] : caller in rightsOfRole ? rightsOfRole[caller as Role] : [caller as Right])

type Answer = { data?: unknown; errors?: { extensions: { code: string } }[] }
const codeOf = ({ errors }: Answer) => errors?.[0]?.extensions.code ?? 'ALLOWED'

/** A subscription that says nothing for so long (ms) was let in; where a refusal is due, a busy machine is given time for it. */
const patience = { allowed: 250, refused: 10_000 }

const overHttp = (accept: string) => async (caller: string, query: string, silenceMs = patience.allowed): Promise<string> => {
  const secret = secrets.get(caller)
  const controller = new AbortController()
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST', signal: controller.signal, headers: { 'content-type': 'application/json', accept, ...(secret ? { authorization: `Bearer ${secret}` } : {}) }, body: JSON.stringify({ query }),
  })
  const type = response.headers.get('content-type') ?? ''
  if (!type.startsWith('text/event-stream')) return codeOf(await response.json() as Answer)
  // A stream that has begun and says nothing is a subscription that was let in.
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  const silence = new Promise<string>((resolve) => setTimeout(resolve, silenceMs, ''))
  let text = ''
  for (;;) {
    const chunk = await Promise.race([reader.read().then(({ value, done }) => (done ? '' : value)), silence])
    text += chunk
    if (chunk === '' || /^data: ?\{/m.test(text)) break
  }
  controller.abort()
  await reader.cancel().catch(() => undefined)
  const [, json] = /^data: ?(\{.*\})$/m.exec(text) ?? []
  return json ? codeOf(JSON.parse(json) as Answer) : 'ALLOWED'
}

const overWebsocket = async (caller: string, query: string, silenceMs = patience.allowed): Promise<string> => {
  const secret = secrets.get(caller)
  const socket = createSocket({
    url: `${server.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0, ...(secret ? { connectionParams: { authorization: `Bearer ${secret}` } } : {}),
  })
  try {
    return await new Promise<string>((resolve, reject) => {
      if (query.startsWith('subscription')) setTimeout(resolve, silenceMs, 'ALLOWED')
      socket.subscribe({ query }, {
        next: (answer) => resolve(codeOf(answer as unknown as Answer)),
        error: (error) => (Array.isArray(error) ? resolve(codeOf({ errors: error as never })) : reject(error as Error)),
        complete: () => undefined,
      })
    })
  } finally {
    await socket.dispose()
  }
}

/** What a client gets who may subscribe but takes no stream. */
const granted = { HTTP: 'NOT_ACCEPTABLE', 'server-sent events': 'ALLOWED', WebSocket: 'ALLOWED' }
const transports = { HTTP: overHttp('application/json'), 'server-sent events': overHttp('text/event-stream'), WebSocket: overWebsocket }

describe('every field at the root', () => {
  it.each(roots.flatMap((root) => Object.values(root.getFields()).map((field) => [`${root.name}.${field.name}`, field] as const)))('%s states the right it needs', (_name, field) => {
    expect(rights).toContain(field.extensions['access'])
  })

  it('of Query and Subscription needs no more than to read, but for what is guarded; and no mutation so little', () => {
    for (const root of roots) {
      for (const { name, extensions } of Object.values(root.getFields())) {
        if (root.name === 'Mutation') expect([name, extensions['access']]).not.toEqual([name, 'read'])
        else expect([name, extensions['access']]).toEqual([name, guarded[name] ?? 'read'])
      }
    }
  })
})

describe.each(Object.entries(transports))('over %s', (transport, ask) => {
  it.each(callers)('%s may do what it has the right to, and nothing else', async (caller) => {
    const before = await dump(server.db)
    const refused = caller === 'nobody' ? 'UNAUTHENTICATED' : 'FORBIDDEN'
    expect(mutations.toSorted()).toEqual(Object.keys(needed).toSorted())
    for (const name of mutations) {
      const code = await ask(caller, `mutation { ${name}(input: ${inputs[name]}) { userErrors { code } } }`)
      expect([name, code]).toEqual([name, rightsOf(caller).includes(needed[name]!) ? 'ALLOWED' : refused])
    }
    for (const [name, query] of Object.entries(queries)) {
      const allowed = name === 'schema' ? caller !== 'nobody' : rightsOf(caller).includes('read')
      expect([name, await ask(caller, query)]).toEqual([name, allowed ? 'ALLOWED' : refused])
    }
    for (const [name, right] of Object.entries(guarded)) {
      expect([name, await ask(caller, `{ ${name} { totalCount } }`)]).toEqual([name, rightsOf(caller).includes(right) ? 'ALLOWED' : refused])
    }
    expect(await dump(server.db)).toEqual(before)
  })

  it('subscriptions are for those who may read', async () => {
    for (const caller of callers) {
      const may = rightsOf(caller).includes('read')
      const due = may ? granted[transport as keyof typeof granted] : caller === 'nobody' ? 'UNAUTHENTICATED' : 'FORBIDDEN'
      const codes = await Promise.all(subscriptions.map((query) => ask(caller, query, may ? patience.allowed : patience.refused)))
      expect([caller, ...codes]).toEqual([caller, ...subscriptions.map(() => due)])
    }
    const left = async () => (await (await fetch(`${server.url}/metrics`)).text()).match(/^logline_subscriptions (\d+)$/m)?.[1]
    await until(async () => (await left()) === '0', 'the end of all subscriptions')
  })

  it('one field that is forbidden forbids the whole operation', async () => {
    const before = await dump(server.db)
    expect(await ask('run:write', 'mutation { startRun(input: { number: 77 }) { userErrors { code } } ingestFills(input: { idempotencyKey: "k", items: [{ number: 1 }] }) { userErrors { code } } }')).toBe('FORBIDDEN')
    expect(await ask('VIEWER', 'query ($go: Boolean = false) { viewer { name } runs @skip(if: $go) { totalCount } }')).toBe('ALLOWED')
    expect(await ask('VIEWER', 'mutation ($go: Boolean = true) { startRun(input: { number: 78 }) @skip(if: $go) { userErrors { code } } }')).toBe('FORBIDDEN')
    expect(await dump(server.db)).toEqual(before)
  })
})

describe('arguments of fields at the root', () => {
  it('of mutations are one input', () => {
    for (const field of Object.values(schema.getMutationType()!.getFields())) {
      expect(field.args.map(({ name }) => name)).toEqual(['input'])
      expect(field.args.every(isRequiredArgument)).toBe(true)
    }
  })
})
