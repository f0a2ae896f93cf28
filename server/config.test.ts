import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { settings } from './config-keys.ts'
import { ConfigFault, configTable, isLoopback, readConfig } from './config.ts'

const faultsOf = (env: Record<string, string | undefined>, file?: unknown) => {
  try {
    readConfig(env, file)
    return []
  } catch (error) {
    if (error instanceof ConfigFault) return error.faults
    throw error
  }
}

describe('readConfig', () => {
  it('has a default for everything', () => {
    const config = readConfig({})
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 4000,
      databaseUrl: null,
      data: './data',
      demo: true,
      logLevel: 'info',
      anonymous: { role: 'VIEWER', localOnly: true },
      experimentZone: 'Europe/Zurich',
      allowedOrigins: [],
    })
    expect(config.detectors).toContain('ITS')
    expect(config.limits).toMatchObject({ depth: 16, cost: 1_000_000, bodyBytes: 4_194_304 })
  })

  it('gives nothing that could be changed afterwards', () => {
    const config = readConfig({})
    expect(Object.isFrozen(config) && Object.isFrozen(config.limits) && Object.isFrozen(config.detectors)).toBe(true)
  })

  it('tells every fault at once', () => {
    const faults = faultsOf({
      PORT: '70000',
      LOGLINE_DEMO: 'perhaps',
      LOGLINE_EXPERIMENT_ZONE: 'Mars/Olympus',
      LOGLINE_MAX_DEPTH: '-3',
      LOGLINE_DETECTORS: 'ITS,not a name',
      LOGLINE_ALLOWED_ORIGINS: 'https://example.org/path',
    })
    expect(faults).toHaveLength(6)
    for (const key of ['PORT', 'DEMO', 'ZONE', 'DEPTH', 'DETECTORS', 'ORIGINS']) {
      expect(faults.some((fault) => fault.includes(key))).toBe(true)
    }
  })

  it('names the nearest known key for an unknown one', () => {
    expect(faultsOf({ LOGLINE_DETECTOR: 'ITS' })).toEqual([
      'LOGLINE_DETECTOR is not a setting; did you mean LOGLINE_DETECTORS?',
    ])
    expect(faultsOf({}, { LOGLINE_ANONYMUS: 'none' })[0]).toContain('did you mean LOGLINE_ANONYMOUS?')
    expect(faultsOf({}, { port: 1 })[0]).toContain('did you mean PORT?')
  })

  it('leaves other programs their variables', () => {
    expect(faultsOf({ PATH: '/bin', HOME: '/root', LOGNAME: 'me' })).toEqual([])
  })

  it('lets the environment win over logline.config.ts', () => {
    const config = readConfig({ PORT: '5000' }, { PORT: 6000, LOGLINE_DETECTORS: ['ITS', 'TPC'], LOGLINE_DEMO: false })
    expect(config).toMatchObject({ port: 5000, detectors: ['ITS', 'TPC'], demo: false })
  })

  it('never repeats the password of a bad DATABASE_URL', () => {
    expect(faultsOf({ DATABASE_URL: 'mysql://me:hunter@host' }).join()).not.toContain('hunter')
  })

  it('lets strangers read on loopback only, unless told otherwise', () => {
    expect(readConfig({ HOST: '0.0.0.0' }).anonymous).toEqual({ role: null, localOnly: true })
    expect(readConfig({ HOST: '::1' }).anonymous).toEqual({ role: 'VIEWER', localOnly: true })
    expect(readConfig({ LOGLINE_ANONYMOUS: 'none' }).anonymous).toEqual({ role: null, localOnly: false })
    expect(readConfig({ HOST: '0.0.0.0', LOGLINE_ANONYMOUS: 'shifter' }).anonymous).toEqual({
      role: 'SHIFTER',
      localOnly: false,
    })
  })
})

describe('the file of settings', () => {
  /** What a process of its own reads in a folder with these files: vitest would read modules in its own way. */
  const readIn = (files: Record<string, string>): { port?: number; fault?: string } => {
    const folder = mkdtempSync(join(tmpdir(), 'logline-config-'))
    try {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
      const read = `import { loadConfig } from '${new URL('./config.ts', import.meta.url).href}'
        const said = await loadConfig().then(({ port }) => ({ port }), ({ message }) => ({ fault: message }))
        console.log(JSON.stringify(said))`
      const { PORT: _, ...env } = process.env
      return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', read], { cwd: folder, encoding: 'utf8', env })) as { port?: number; fault?: string }
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  it('is logline.config.ts of the working folder, or logline.config.mts', () => {
    const text = 'export default { PORT: 4999 as number }'
    expect(readIn({ 'logline.config.ts': text, 'package.json': '{ "type": "module" }' })).toEqual({ port: 4999 })
    expect(readIn({ 'logline.config.mts': text, 'package.json': '{ "type": "commonjs" }' })).toEqual({ port: 4999 })
  })

  it('is named when it cannot be read, with the way out', () => {
    const { fault } = readIn({ 'logline.config.ts': 'export default { PORT: 4999 }', 'package.json': '{ "type": "commonjs" }' })
    expect(fault).toMatch(/logline\.config\.ts could not be read: .*"type": "commonjs".*logline\.config\.mts/)
    expect(readIn({ 'logline.config.mts': 'throw new Error("no such hall")' }).fault).toMatch(/logline\.config\.mts could not be read: no such hall/)
  })
})

describe('isLoopback', () => {
  it.each(['127.0.0.1', '127.9.9.9', '::1', '[::1]', 'localhost', 'logbook.localhost', '::ffff:127.0.0.1'])(
    'knows %s',
    (host) => {
      expect(isLoopback(host)).toBe(true)
    },
  )
  it.each(['0.0.0.0', '10.0.0.1', 'localhost.example.org', '127.0.0.1.example.org', '::', ''])('refuses %s', (host) => {
    expect(isLoopback(host)).toBe(false)
  })
})

describe('the table of settings', () => {
  it('describes every key', () => {
    for (const { description } of Object.values(settings)) expect(description.length).toBeGreaterThan(10)
    expect(configTable().split('\n')).toHaveLength(Object.keys(settings).length + 2)
  })

  it.skipIf(!existsSync('README.md'))('is the one that README shows', () => {
    expect(readFileSync('README.md', 'utf8')).toContain(configTable())
  })
})
