import { expect, test } from 'vitest'
import type { CommentRecord } from '../format/record.ts'
import { createUnderstanding, type Meaning, nothing } from './meaning.ts'

const comment = (text: string): CommentRecord => {
  const routine = text.slice(0, Math.max(0, text.indexOf(':'))).trim()
  return { type: 'comment', line: 1, offset: 0, length: text.length, at: 0, routine, text, isOperator: routine.toLowerCase() === 'user', isQuote: routine.toLowerCase() === 'rl' }
}
const meaningOf = (text: string) => createUnderstanding()(comment(text))

/** What differs from a text that means nothing. */
const said: readonly (readonly [string, Partial<Meaning>])[] = [
  ['ux: Running ux from o30618a line  5', { run: { from: 'o30618a', isScheduled: true, isReset: false } }],
  ['re: Running re from menu line 0', { run: { from: 'menu', isScheduled: false, isReset: true } }],
  ['td: Running td from main.asc line 12', { run: { from: 'main.asc', isScheduled: false, isReset: false } }],
  ['re: Azimuth discrepancy = -4451', { well: 'azimuth', reading: { quantity: 'AZIMUTH_DISCREPANCY', value: -4451 } }],
  ['AZIMUTH ZEROED AT 10:11:12 DISCREPANCY =  2', { well: 'azimuth', reading: { quantity: 'AZIMUTH_DISCREPANCY', value: 2 } }],
  ['ze: Zenith discrepancy = -1229', { well: 'zenith' }],
  ['ZENITH ZEROED AT 10:11:12', { well: 'zenith' }],
  ['fr: Micrometer #2 discrepancy= -52 Now set to offset = 0', { well: 'micrometer', micrometerSteps: -52 }],
  ['fr: Micrometer #1 reference found at step 2434', { well: 'micrometer' }],
  ['re: Found diode at step -242 Moving filterwheel #3 to o3 position at  242', { well: 'wheel' }],
  ['re: FW#3 discrepancy -2', { well: 'wheel' }],
  ['skc: Starting schedule uv0625a', { well: 'schedule', schedule: 'uv0625a' }],
  ['skc: o30618a', { schedule: 'o30618a' }],
  ['skc: Waiting until ZA =-71 now -73.1', { well: 'schedule' }],
  ['si: New SI, HC = -7, NC =  2045  Old =  12 ,  2035', { well: 'sighting', sightingSteps: 19 }],
  ['td: Julian day = 176', { julianDay: 176 }],
  ['td: Time correction -134.1 seconds', { clockCorrection: -134.1, reading: { quantity: 'CLOCK', value: -134.1 } }],
  ['start:  PROGRAM start :  JUN 25/19 at 11:27:51', { isProgramStart: true, isIdle: true }],
  ['ds: Going to menu', { isIdle: true }],
  ['re: Reset failed  11 times. Quitting and going to the menu.', { codes: [23], isIdle: true }],
  ['ds: HOME key pressed', { codes: [38] }],
]

test.each(said)('%s', (text, meaning) => {
  expect(meaningOf(text)).toEqual({ ...nothing, ...meaning })
  expect(meaningOf(text.toLowerCase())).toEqual({ ...nothing, ...meaning })
})

test('A command that begins shows nothing to be well yet, whatever it is to find', () => {
  expect(meaningOf('az: Running az from o3a, azimuth discrepancy = 3').well).toBeNull()
})

test('Of what operators type and of quotes of the instrument’s log only codes are told', () => {
  expect(meaningOf('user: time correction 60 seconds, Azimuth discrepancy = 3')).toBe(nothing)
  expect(meaningOf('rl: Reset No -> Tepid, azimuth zeroed')).toEqual({ ...nothing, codes: [53] })
  expect(meaningOf('user: manual sighting, going to menu')).toEqual({ ...nothing, codes: [45] })
})

test('The same words of another voice mean something else, however often they come', () => {
  const understand = createUnderstanding()
  const text = 'Julian day = 176, manual sighting'
  for (let times = 0; times < 3; times++) {
    expect(understand({ ...comment(text), routine: 'td' })).toEqual({ ...nothing, codes: [45], julianDay: 176 })
    expect(understand({ ...comment(text), isOperator: true })).toEqual({ ...nothing, codes: [45] })
    expect(understand({ ...comment(text), isQuote: true })).toBe(nothing)
  }
})

test('Beyond what is remembered texts mean the same', () => {
  const understand = createUnderstanding()
  for (let times = 0; times < 2; times++) for (let day = 1; day < 2000; day++) {
    expect(understand(comment(`td: Julian day = ${day % 366}, the ${day}th`)).julianDay).toBe(day % 366)
  }
})
