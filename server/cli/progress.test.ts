import { describe, expect, it } from 'vitest'
import { progressLine, watchProgress } from './progress.ts'
import { createTerminal } from './terminal.ts'

describe('progress', () => {
  it('is a bar, a pace and the time to go', () => {
    expect(progressLine({ doing: 'writing a.csv', done: 500, total: 2000, unit: 'items' }, 2)).toBe(
      'writing a.csv █████░░░░░░░░░░░░░░░ 25 % · 250/s · 6 s to go',
    )
    expect(progressLine({ doing: 'reading a.csv', done: 3e6, total: 603e6, unit: 'bytes' }, 1)).toBe(
      'reading a.csv ░░░░░░░░░░░░░░░░░░░░ 0 % · 3.0 MB/s · 3 min 20 s to go',
    )
  })

  it('makes no promise where nothing is known', () => {
    expect(progressLine({ doing: 'reading -', done: 10, total: undefined, unit: 'bytes' }, 0.1)).toBe('reading -')
    expect(progressLine({ doing: 'reading a', done: 0, total: 0, unit: 'bytes' }, 9)).toBe('reading a')
  })

  it('never goes beyond the end', () => {
    expect(progressLine({ doing: 'x', done: 30, total: 20, unit: 'items' }, 1)).toContain('100 %')
  })
})

describe('a terminal', () => {
  const open = (isTTY: boolean) => {
    const [out, err]: [string[], string[]] = [[], []]
    const stream = (into: string[]) => ({
      isTTY,
      columns: 20,
      write: (text: string | Uint8Array) => into.push(String(text)) > 0,
    })
    return { out, err, terminal: createTerminal(stream(out), stream(err)) }
  }

  it('takes the status away before a line, and cuts it to its width', () => {
    const { out, err, terminal } = open(true)
    terminal.status('a long line that would wrap')
    terminal.status('a long line that would wrap')
    terminal.print('result')
    terminal.status(null)
    expect(err).toEqual(['\r\u001B[Ka long line that wo', '\r\u001B[K'])
    expect(out).toEqual(['result\n'])
  })

  it('shows no status to a file', () => {
    const { err, terminal } = open(false)
    terminal.status('half')
    const watching = watchProgress(terminal, () => {
      throw new Error('nobody asks')
    })
    terminal.tell('done')
    watching[Symbol.dispose]()
    expect(err).toEqual(['done\n'])
  })
})
