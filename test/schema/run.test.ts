import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'

let server: TestApp
let admin: Client

beforeAll(async () => {
  server = await startApp()
  admin = await server.as('ADMIN')
})
afterAll(() => server[Symbol.asyncDispose]())

describe('a run', () => {
  it('starts now when nobody says when, and can be asked for by number', async () => {
    const { startRun } = await admin.get(`mutation { startRun(input: { number: 1, type: "PHYSICS", detectors: [{ name: "ITS" }] }) { run { number state startedAt startedBy detectors { name quality } } userErrors { code } } }`)
    expect(startRun).toEqual({
      run: { number: 1, state: 'RUNNING', startedAt: '2024-05-01T12:00:00.000Z', startedBy: 'admin', detectors: [{ name: 'ITS', quality: 'NONE' }] },
      userErrors: [],
    })
  })
})
