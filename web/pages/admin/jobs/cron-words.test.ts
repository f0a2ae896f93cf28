import { describe, expect, it } from 'vitest'
import { cronWords } from './cron-words.ts'

describe('a schedule', () => {
  it.each([
    ['* * * * *', 'Every minute'],
    ['*/5 * * * *', 'Every 5 minutes'],
    ['*/1 * * * *', 'Every minute'],
    ['0 * * * *', 'Every hour'],
    ['5,35 * * * *', 'Every hour at :05 and :35'],
    ['0 */6 * * *', 'Every 6 hours'],
    ['20 */2 * * *', 'Every 2 hours at :20'],
    ['* * * * * *', 'Every second'],
    ['*/30 * * * * *', 'Every 30 seconds'],
    ['0 */5 * * * *', 'Every 5 minutes'],
    ['15 * * * * *', 'Every minute at second 15'],
    ['*/10 8-18 * * *', 'Every 10 minutes from 08:00 to 18:59'],
    ['* 3 * * *', 'Every minute from 03:00 to 03:59'],
    ['0 8-18 * * *', 'Every hour from 08:00 to 18:00'],
  ])('%s of every day is read as "%s"', (cron, words) => expect(cronWords(cron)).toBe(words))

  it.each([
    ['15 3 * * *', 'Daily at 03:15'],
    ['0 6,14,22 * * *', 'Daily at 06:00, 14:00 and 22:00'],
    ['30 8 * * 1-5', 'Monday to Friday at 08:30'],
    ['30 8 * * mon-fri', 'Monday to Friday at 08:30'],
    ['0 0 * * 0', 'Sundays at 00:00'],
    ['0 0 * * 7', 'Sundays at 00:00'],
    ['0 9 * * Mon,Thu', 'Mondays and Thursdays at 09:00'],
    ['0 4 1 * *', 'On the 1st of each month at 04:00'],
    ['0 4 1,11,22,23 * *', 'On the 1st, 11th, 22nd and 23rd of each month at 04:00'],
    ['0 0 1 1 *', 'On 1 January at 00:00'],
    ['0 0 1 jan,jul *', 'On 1 January and 1 July at 00:00'],
    ['*/15 * * * 1-5', 'Every 15 minutes, Monday to Friday'],
  ])('%s of some days is read as "%s"', (cron, words) => expect(cronWords(cron)).toBe(words))

  it.each([
    // Uneven where the hour begins again.
    '*/7 * * * *',
    '0 */5 * * *',
    // Either day counts: words would say both must.
    '0 0 1 * 1',
    '1-5 * * * *',
    '0 0 L * *',
    '0 0-23/4 * * *',
    '*/15 1,2 * * *',
    '30 0 3 * * *',
    '0 0 * 2 *',
    '0 0 * * 1#2',
    'nonsense',
    '',
    '* * * * * * *',
  ])('%s is left as it is written', (cron) => expect(cronWords(cron)).toBeNull())
})
