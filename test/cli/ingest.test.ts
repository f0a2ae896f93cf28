import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createDatabase } from '../kit/database.ts'
import { openWorkshop } from '../plugins/workshop.ts'
import { createFolder, logline } from './process.ts'

type Report = {
  plugin: string; route: string; counts: Record<string, number>
  files: { file: string; name: string; status: string; records: number | null; faults: { line?: number; message: string }[]; answer: { change?: string } | null }[]
}

const may = 'time,Temperature [K]\n2024-05-01T10:00:00Z,273\n2024-05-01T10:01:00Z,274\n'

const routes = `routes: () => [
  logline.ingest({ path: '/first', description: 'Its own words', handle: async ({ name, file, query }) => {
    if (name === 'b.txt') process.exit(3)
    if (name === 'c.txt') return { status: 422, body: { message: 'it is a poem: ' + query.why } }
    return { status: 200, body: { fine: true } }
  } }),
  logline.ingest({ path: '/notes', description: 'Notes', patterns: ['**/*.txt'], handle: async () => ({ status: 200, body: { status: 'CREATED', faults: Array.from({ length: 22 }, (_, line) => ({ line, message: 'blurred' })) } }) }),
  logline.ingest({ path: '/small', description: 'Little', maxBytes: 3, handle: async () => ({ status: 200, body: { status: 'CREATED' } }) }),
]`

describe('logline ingest', () => {
  it('takes in a folder and what was named beside it, tells what could not be, and changes nothing the second time', async () => {
    await using db = await createDatabase()
    using folder = createFolder()
    const env = { DATABASE_URL: db.url, LOGLINE_DATA: join(folder.path, 'data') }
    const [tree, beside] = [join(folder.path, 'tree'), join(folder.path, 'beside')]
    for (const path of [join(tree, 'pump1'), join(tree, 'pump2'), beside]) mkdirSync(path, { recursive: true })
    writeFileSync(join(tree, 'pump2', 'a.csv'), may)
    writeFileSync(join(tree, 'pump1', 'june.csv'), `${may}2024-05-01T10:02:00Z,x\n`)
    writeFileSync(join(beside, 'out.csv'), may)
    symlinkSync(beside, join(tree, 'pump1', 'elsewhere'))
    const operands = [tree, join(folder.path, 'nothing.csv'), join(tree, 'pump2', 'a.csv')]

    const first = await logline(['ingest', 'series', '--report', 'json', ...operands], { env })
    const report = JSON.parse(first.stdout) as Report
    expect([first.code, first.stderr]).toEqual([1, 'logline: 2 of 3 files could not be taken in whole\n'])
    expect(report).toMatchObject({ plugin: 'series', route: '/files', counts: { created: 2, updated: 0, unchanged: 0, taken: 0, failed: 1 } })
    expect(report.files).toMatchObject([
      { file: join(tree, 'pump1', 'june.csv'), name: 'pump1/june.csv', status: 'CREATED', records: 2, faults: [{ line: 4, message: 'Temperature: "x" is no number' }], answer: { change: 'NEW' } },
      { file: join(tree, 'pump2', 'a.csv'), name: 'pump2/a.csv', status: 'CREATED', records: 2, faults: [] },
      { file: join(folder.path, 'nothing.csv'), status: 'FAILED', faults: [{ message: 'it is not there' }] },
    ])
    const points = async () => Number((await db.raw.unsafe('select count(*) from measurement'))[0]?.['count'])
    expect(await points()).toBe(4)

    const again = await logline(['ingest', 'series', tree], { env })
    // What was told the first time is shown, and is no failure of those that run this each hour.
    expect([again.code, again.stderr, again.stdout.split('\n')]).toEqual([0, '', [
      `UNCHANGED  ${join(tree, 'pump1', 'june.csv')}`, '           line 4: Temperature: "x" is no number', `UNCHANGED  ${join(tree, 'pump2', 'a.csv')}`,
      '2 files: 0 created, 0 updated, 2 unchanged, 0 failed; 0 records', '',
    ]])
    expect(await points()).toBe(4)

    writeFileSync(join(tree, 'pump2', 'a.csv'), `${may}2024-05-01T10:02:00Z,275\n`)
    const grown = await logline(['ingest', 'series', '--route=files', '--query', 'instrument=pump2', join(tree, 'pump2', 'a.csv')], { env })
    expect(grown).toEqual({ code: 0, stderr: '', stdout: `UPDATED    ${join(tree, 'pump2', 'a.csv')}: 1 record\n1 file: 0 created, 1 updated, 0 unchanged, 0 failed; 1 record\n` })
    expect(await logline(['ingest', 'series', '--query', 'instrument=pump2', join(tree, 'pump2', 'a.csv')], { env })).toMatchObject({ code: 0, stderr: '' })
    expect(await points()).toBe(5)
  }, 300_000)

  it('goes on when the plugin dies of a file, refuses one, or it is too large; two of one name are not one', async () => {
    await using db = await createDatabase()
    using workshop = openWorkshop()
    using folder = createFolder()
    const env = { DATABASE_URL: db.url, LOGLINE_DATA: join(folder.path, 'data'), LOGLINE_PLUGINS: workshop.plugin('own', { parts: routes }) }
    mkdirSync(join(folder.path, 'more'))
    const files = ['a.txt', 'b.txt', 'c.txt', 'd.txt', 'more/a.txt'].map((name) => folder.file(name, name))
    const { code, stdout } = await logline(['ingest', 'own', '--query', 'why=it=rhymes', '--report=json', ...files], { env })
    expect([code, (JSON.parse(stdout) as Report).files.map(({ status, faults }) => [status, ...faults.map(({ message }) => message)])]).toEqual([1, [
      ['TAKEN'], ['FAILED', expect.stringContaining('exit')], ['FAILED', 'it is a poem: it=rhymes'], ['TAKEN'],
      ['FAILED', `It would be called a.txt, as ${files[0]} is; name the folder that both lie in`],
    ]])
    const small = await logline(['ingest', 'own', '--route', '/small', folder.file('3', '123'), files[0]!], { env })
    expect([small.code, small.stdout]).toEqual([1, `CREATED    ${join(folder.path, '3')}\nFAILED     ${files[0]}\n           This file is larger than 3 bytes\n2 files: 1 created, 0 updated, 0 unchanged, 1 failed; 0 records\n`])
  }, 300_000)

  it('passes over what lies in a folder and is not for the route, not what was named itself, and cuts long lists of faults', async () => {
    await using db = await createDatabase()
    using workshop = openWorkshop()
    using folder = createFolder()
    const env = { DATABASE_URL: db.url, LOGLINE_DATA: join(folder.path, 'data'), LOGLINE_PLUGINS: workshop.plugin('own', { parts: routes }) }
    mkdirSync(join(folder.path, 'notes'))
    for (const name of ['notes/a.txt', 'notes/b.md', 'notes/c.zip', 'd.md']) folder.file(name, name)
    const asked = ['ingest', 'own', '--route', '/notes', join(folder.path, 'notes'), join(folder.path, 'd.md')]
    const { code, stdout } = await logline(asked, { env })
    const faults = [...Array.from({ length: 20 }, (_, line) => `           line ${line}: blurred`), '           and 2 more (--report json lists them)']
    expect([code, stdout.split('\n')]).toEqual([1, [
      `CREATED    ${join(folder.path, 'notes', 'a.txt')}`, ...faults, `CREATED    ${join(folder.path, 'd.md')}`, ...faults,
      '2 files: 2 created, 0 updated, 0 unchanged, 0 failed; 0 records; 2 others passed over', '',
    ]])
    const report = JSON.parse((await logline([...asked, '--report', 'json'], { env })).stdout) as Report
    expect(report.counts).toMatchObject({ created: 2, passedOver: 2 })
    expect(report.files[0]!.faults).toHaveLength(22)
  })

  it('says what there is when a plugin or a route is not, or the plugin is not well', async () => {
    await using db = await createDatabase()
    using workshop = openWorkshop()
    using folder = createFolder()
    const plugins = [workshop.plugin('mute'), workshop.plugin('own', { parts: routes }), workshop.plugin('ill', { service: `() => { throw new Error('no such host') }` })]
    const env = { DATABASE_URL: db.url, LOGLINE_DATA: join(folder.path, 'data'), LOGLINE_PLUGINS: plugins.join(',') }
    const file = folder.file('a.csv', may)
    const said = async (...args: string[]) => {
      const { code, stdout, stderr } = await logline(['ingest', ...args, file], { env })
      return [code, stdout, stderr.split('\n').findLast((line) => line.startsWith('logline: '))]
    }
    expect(await said('seris')).toEqual([2, '', 'logline: There is no plugin "seris". Did you mean "series"? There are: series, brewer, mute, own, ill'])
    expect(await said('mute')).toEqual([2, '', 'logline: The plugin mute takes no files in: it has no ingest route'])
    expect(await said('own', '--route', 'smal')).toEqual([2, '', 'logline: The plugin own has no route "/smal". Did you mean "/small"? There are: /first, /notes, /small'])
    expect(await said('ill')).toEqual([1, '', 'logline: the plugin ill is FAILED (SERVICE): no such host'])
    expect(await said('series', '--query', 'instrument')).toEqual([2, '', 'logline: --query takes key=value, not "instrument". See: logline ingest --help'])
  })
})
