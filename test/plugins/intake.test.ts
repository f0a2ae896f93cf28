import { execFileSync } from 'node:child_process'
import { appendFile, mkdir, readFile, rename, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { never, openIntake } from './intake-world.ts'

const { world, readLines, touch, put, look, changes, rows } = openIntake()

describe('a watched folder', () => {
  it('gives each new file once: looked through again, nothing is read and nothing changes', async () => {
    await put('pump1/a.csv', '1\n2\n')
    await put('pump2/deep/b.csv', '3\n!x\n')
    await put('readme.txt', 'no\n')
    const report = await look({ patterns: ['**/*.csv'] })
    expect(report).toMatchObject({ files: 2, records: 3, counts: { NEW: 2, UNCHANGED: 0, GONE: 0 } })
    expect(report.outcomes).toEqual([
      { path: 'pump1/a.csv', change: 'NEW', status: 'CREATED', records: 2, faults: [] },
      { path: 'pump2/deep/b.csv', change: 'NEW', status: 'CREATED', records: 1, faults: [{ line: 2, message: '"!x" is no number' }] },
    ])
    const before = await rows()
    expect(before).toMatchObject([{ path: 'pump1/a.csv', state: 'READ', records: 2 }, { path: 'pump2/deep/b.csv', state: 'FAULTY', records: 1 }])
    world.clock.forward(60_000)
    expect(await look({ patterns: ['**/*.csv'] })).toMatchObject({ counts: { NEW: 0, UNCHANGED: 2 }, outcomes: [], records: 0 })
    expect(world.read).toHaveLength(2)
    expect(await rows()).toEqual(before)
  })

  it('gives what was added to a file, with what the reader knew', async () => {
    await put('a.csv', '1\n!\n')
    await look()
    await appendFile(join(world.folder, 'a.csv'), '3\n!!\n')
    await touch('a.csv')
    expect(await changes()).toEqual(['a.csv GROWN UPDATED'])
    expect(world.read.at(-1)).toEqual({ path: 'a.csv', change: 'GROWN', from: 4, resume: { at: 4, line: 2 }, text: '3\n!!\n' })
    expect(await rows()).toMatchObject([{ size: 9, records: 2, state: 'FAULTY', faults: [{ line: 2 }, { line: 4 }] }])
  })

  it('gives a file whole when it was rewritten, with the same length or another, or became shorter', async () => {
    await put('a.csv', '1\n2\n')
    await look()
    await put('a.csv', '1\n9\n')
    expect(await changes()).toEqual(['a.csv REWRITTEN UPDATED'])
    await put('a.csv', '7\n9\n11\n')
    expect(await changes()).toEqual(['a.csv REWRITTEN UPDATED'])
    await truncate(join(world.folder, 'a.csv'), 2)
    await touch('a.csv')
    expect(await changes()).toEqual(['a.csv SHRUNK UPDATED'])
    expect(world.read.map(({ from, resume, text }) => ({ from, resume, text })).slice(1)).toEqual(
      ['1\n9\n', '7\n9\n11\n', '7\n'].map((text) => ({ from: 0, resume: null, text })))
    expect(await rows()).toMatchObject([{ size: 2, records: 1, state: 'READ' }])
  })

  it('reads nothing of a file that was only touched', async () => {
    await put('a.csv', '1\n')
    await look()
    await touch('a.csv')
    expect(await look()).toMatchObject({ counts: { UNCHANGED: 1 } })
    expect(world.read).toHaveLength(1)
  })

  it('sees a change of the same length that came within the same tick as the reading', async () => {
    await put('a.csv', '1\n', 0)
    await look()
    await put('a.csv', '2\n', 0)
    expect(await changes()).toEqual(['a.csv REWRITTEN UPDATED'])
  })

  it('keeps what was read of a file that is gone, and says so once; back again, it is as it was', async () => {
    await put('a.csv', '1\n')
    await put('b.csv', '1\n')
    await look()
    await rename(join(world.folder, 'a.csv'), join(world.folder, '.a'))
    expect(await changes()).toEqual(['a.csv GONE UPDATED'])
    expect(await changes()).toEqual([])
    expect(await rows()).toMatchObject([{ path: 'a.csv', gone: true, records: 1 }, { path: 'b.csv', gone: false }])
    await rename(join(world.folder, '.a'), join(world.folder, 'a.csv'))
    expect(await changes()).toEqual([])
    expect(await rows()).toMatchObject([{ gone: false }, { gone: false }])
    expect(world.read).toHaveLength(2)
  })

  it('that is not there fails, and nothing in it is taken for gone', async () => {
    await put('a.csv', '1\n')
    await look()
    await expect(world.intake.folder(join(world.folder, 'elsewhere'), { read: readLines, signal: never })).rejects.toThrow('it is not there')
    expect(await rows()).toMatchObject([{ gone: false }])
  })

  it('leaves an unfinished last line to the writer, and takes it when the file has rested', async () => {
    await put('a.csv', '1\n2', 5)
    expect(await changes()).toEqual(['a.csv NEW CREATED'])
    await appendFile(join(world.folder, 'a.csv'), '2\n33')
    await touch('a.csv', 4)
    expect(await changes()).toEqual(['a.csv GROWN UPDATED'])
    world.clock.forward(120_000)
    expect(await changes()).toEqual(['a.csv GROWN UPDATED'])
    expect(await changes()).toEqual([])
    expect(world.read.map(({ text }) => text)).toEqual(['1\n', '22\n', '33'])
    expect(await rows()).toMatchObject([{ records: 3 }])
  })

  it('does not follow links, nor reads what is no file or hidden', async () => {
    await put('a.csv', '1\n')
    await mkdir(join(world.folder, 'sub'))
    await symlink('/etc', join(world.folder, 'etc'))
    await symlink('/etc/passwd', join(world.folder, 'passwd.csv'))
    await symlink(world.folder, join(world.folder, 'sub/loop'))
    await writeFile(join(world.folder, '.hidden.csv'), '1\n')
    execFileSync('mkfifo', [join(world.folder, 'pipe.csv')])
    expect(await look()).toMatchObject({ files: 1, counts: { NEW: 1 } })
  })

  it('takes names in any bytes', async () => {
    const name = Buffer.concat([Buffer.from(`${world.folder}/`), Buffer.from([0x70, 0xff, 0xfe, 0x0a]), Buffer.from('ü.csv')])
    await writeFile(name, '1\n')
    await utimes(name, new Date(0), new Date(0))
    expect(await changes()).toEqual(['p%FF%FE%0Aü.csv NEW CREATED'])
    expect(await changes()).toEqual([])
    expect(world.read).toHaveLength(1)
  })
})

describe('an upload', () => {
  const bring = (text: string, path = 'pump1/a.csv', more = {}) =>
    writeFile(join(world.folder, 'spooled'), text).then(() => world.intake.file(join(world.folder, 'spooled'), { read: readLines, signal: never, path, ...more }))

  it('is CREATED, UNCHANGED the second time, UPDATED when it has grown, and read again when asked', async () => {
    expect(await bring('1\n')).toMatchObject({ status: 'CREATED', change: 'NEW', records: 1 })
    expect(await bring('1\n')).toMatchObject({ status: 'UNCHANGED', records: 0 })
    expect(await bring('1\n2\n')).toMatchObject({ status: 'UPDATED', change: 'GROWN', records: 1 })
    expect(await bring('1\n2\n', 'pump1/a.csv', { again: true })).toMatchObject({ status: 'UPDATED', change: 'REWRITTEN', records: 2 })
    expect(await bring('BOOM', 'pump1/b.csv')).toMatchObject({ status: 'FAILED', faults: [{ message: 'cannot read this' }] })
    expect(await bring('1\n', '../../etc/passwd')).toMatchObject({ status: 'FAILED' })
    expect(await rows()).toMatchObject([{ path: 'pump1/a.csv', origin: 'UPLOAD', records: 2 }, { path: 'pump1/b.csv', state: 'FAILED' }])
    expect(await readFile(join(world.folder, 'spooled'), 'utf8')).toBe('1\n')
  })

  it('is never taken for gone from a folder, and the same file in the folder is nothing new', async () => {
    await bring('1\n')
    await rm(join(world.folder, 'spooled'))
    expect(await look()).toMatchObject({ files: 0, counts: { GONE: 0 } })
    await put('pump1/a.csv', '1\n')
    expect(await look()).toMatchObject({ counts: { UNCHANGED: 1 } })
    expect(await rows()).toMatchObject([{ origin: 'FOLDER', records: 1 }])
  })
})

it('thousands of files that nobody touched are looked through with one statement and without being read', async () => {
  for (let number = 0; number < 2000; number++) {
    const file = join(world.folder, `${number % 20}`)
    if (number < 20) await mkdir(file)
    await writeFile(join(file, `${number}.csv`), `${number}\n`)
    await utimes(join(file, `${number}.csv`), new Date(0), new Date(0))
  }
  expect(await look()).toMatchObject({ files: 2000, counts: { NEW: 2000 } })
  const before = world.db.reader.statements()
  const began = performance.now()
  expect(await look()).toMatchObject({ counts: { UNCHANGED: 2000 } })
  expect(world.db.reader.statements() - before).toBe(1)
  console.info(`2000 files that nobody touched: ${Math.round(performance.now() - began)} ms`)
})
