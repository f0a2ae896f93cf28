import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createHeartbeat } from './heartbeat.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const listen = (isVisible = true) => {
  const told: string[] = []
  const tell = (what: string) => () => void told.push(what)
  const line = {
    ping: tell('ping'),
    silent: tell('silent'),
    back: tell('back'),
    giveUp: tell('give up'),
    isVisible: () => isVisible,
  }
  return { told, heartbeat: createHeartbeat(line) }
}

describe('the heartbeat of a connection', () => {
  it('asks when the line is quiet, and is content with an answer', () => {
    const { told, heartbeat } = listen()
    for (let beat = 0; beat < 5; beat++) {
      vi.advanceTimersByTime(750)
      heartbeat.heard()
    }
    expect(told).toEqual(Array(5).fill('ping'))
  })

  it('does not ask while messages come', () => {
    const { told, heartbeat } = listen()
    for (let message = 0; message < 20; message++) {
      vi.advanceTimersByTime(300)
      heartbeat.heard()
    }
    expect(told).toEqual([])
  })

  it('tells within two seconds that a line went silent, and when it is back', () => {
    const { told, heartbeat } = listen()
    vi.advanceTimersByTime(2000)
    expect(told).toEqual(['ping', 'silent'])
    heartbeat.heard()
    expect(told).toEqual(['ping', 'silent', 'back'])
  })

  it('gives a line up that stays silent', () => {
    const { told } = listen()
    vi.advanceTimersByTime(7000)
    expect(told).toEqual(['ping', 'silent', 'give up'])
    vi.advanceTimersByTime(60_000)
    expect(told).toHaveLength(3)
  })

  it('leaves a page alone that nobody sees, until it is looked at', () => {
    const { told, heartbeat } = listen(false)
    vi.advanceTimersByTime(19_000)
    expect(told).toEqual([])
    heartbeat.probe()
    expect(told).toEqual(['ping'])
  })

  it('stops for good', () => {
    const { told, heartbeat } = listen()
    heartbeat.stop()
    heartbeat.heard()
    vi.advanceTimersByTime(60_000)
    expect(told).toEqual([])
  })
})
