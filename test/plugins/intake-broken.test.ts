import { appendFile, chmod, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { IntakeReader, IntakeSource } from '../../plugins/api/intake.ts'
import { openIntake } from './intake-world.ts'

const { world, touch, put, look, changes, rows } = openIntake()

describe('a file that cannot be read', () => {
  it('by its reader is FAILED with the reason, left alone until it changes or ten minutes are over', async () => {
    await put('a.csv', 'BOOM\n')
    await put('b.csv', '1\n')
    expect(await changes()).toEqual(['a.csv NEW FAILED', 'b.csv NEW CREATED'])
    expect(await rows()).toMatchObject([{ state: 'FAILED', faults: [{ message: 'cannot read this' }], size: 0, records: 0 }, { state: 'READ' }])
    world.clock.forward(60_000)
    expect(await look()).toMatchObject({ counts: { WAITING: 1, UNCHANGED: 1 }, outcomes: [] })
    world.clock.forward(600_000)
    expect(await changes()).toEqual(['a.csv NEW FAILED'])
    await put('a.csv', '1\n')
    expect(await changes()).toEqual(['a.csv NEW CREATED'])
    expect(await rows()).toMatchObject([{ state: 'READ', faults: [] }, {}])
  })

  it('after it has grown keeps what was read well, and goes on from there when it is mended', async () => {
    await put('a.csv', '1\n!\n')
    await look()
    await appendFile(join(world.folder, 'a.csv'), 'BOOM\n')
    await touch('a.csv')
    expect(await changes()).toEqual(['a.csv GROWN FAILED'])
    expect(await rows()).toMatchObject([{ state: 'FAILED', size: 4, records: 1, faults: [{ message: 'cannot read this' }, { line: 2 }] }])
    await put('a.csv', '1\n!\n5\n')
    expect(await changes()).toEqual(['a.csv GROWN UPDATED'])
    expect(world.read.at(-1)).toMatchObject({ from: 4, resume: { at: 4, line: 2 } })
    expect(await rows()).toMatchObject([{ state: 'FAULTY', records: 2, faults: [{ line: 2 }] }])
  })

  it('for lack of rights, or in a folder that nobody may open, is UNREADABLE and not gone', async () => {
    await put('a.csv', '1\n')
    await put('sub/b.csv', '1\n')
    await look()
    // As somebody who is not root: for root everything is readable.
    const restore = process.geteuid?.() === 0 ? [process.getegid!(), process.geteuid()] as const : null
    await chmod(world.folder, 0o755)
    await put('a.csv', '1\n2\n')
    await chmod(join(world.folder, 'a.csv'), 0)
    await chmod(join(world.folder, 'sub'), 0)
    if (restore) process.seteuid!(65_534)
    try {
      expect(await changes()).toEqual(['a.csv UNREADABLE FAILED', 'sub/ UNREADABLE FAILED'])
    } finally {
      if (restore) process.seteuid!(restore[1])
    }
    expect(await rows()).toMatchObject([
      { path: 'a.csv', state: 'FAILED', records: 1, faults: [{ message: 'it may not be read' }] }, { path: 'sub/b.csv', state: 'READ', gone: false },
    ])
    await chmod(join(world.folder, 'sub'), 0o755)
    await chmod(join(world.folder, 'a.csv'), 0o644)
    expect(await changes()).toEqual(['a.csv GROWN UPDATED'])
    expect(await rows()).toMatchObject([{ state: 'READ', records: 2 }, { state: 'READ' }])
  })
})

describe('a reader that is stopped', () => {
  it('in the middle leaves the file as it was known: it is read again from the same place', async () => {
    await put('a.csv', '1\n')
    await look()
    await appendFile(join(world.folder, 'a.csv'), '2\n')
    await touch('a.csv')
    const stop = new AbortController()
    const stopped: IntakeReader = async () => {
      stop.abort(new Error('the server stops'))
      return { records: 1 }
    }
    await expect(world.intake.folder(world.folder, { read: stopped, signal: stop.signal })).rejects.toThrow('the server stops')
    expect(await rows()).toMatchObject([{ size: 2, records: 1, state: 'READ' }])
    expect(await changes()).toEqual(['a.csv GROWN UPDATED'])
    expect(world.read.at(-1)).toMatchObject({ from: 2, resume: { at: 2 }, text: '2\n' })
  })

  it('of the database is no failure of the file: nothing is noted, and the next look reads it', async () => {
    await put('a.csv', '1\n')
    const cutOff: IntakeReader = async () => {
      await world.db.raw`select pg_terminate_backend(pg_backend_pid())`
      return { records: 1 }
    }
    await expect(look({ read: cutOff })).rejects.toThrow()
    expect(await rows()).toEqual([])
    expect(await changes()).toEqual(['a.csv NEW CREATED'])
  })

  it('of a file that was cut while it was read fails it, and the next look reads what is there', async () => {
    await put('a.csv', '1\n2\n')
    const cut: IntakeReader = async (source: IntakeSource) => {
      await truncate(join(world.folder, 'a.csv'), 0)
      const chunks: Uint8Array[] = []
      for await (const chunk of source.bytes()) chunks.push(chunk)
      return { records: chunks.length }
    }
    expect(await changes({ read: cut })).toEqual(['a.csv NEW FAILED'])
    await put('a.csv', '1\n')
    expect(await changes()).toEqual(['a.csv NEW CREATED'])
  })
})
