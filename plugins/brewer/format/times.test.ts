import { expect, test } from 'vitest'
import { createClock, dateOf, dayOfYear, startOfDay } from './times.ts'

const day = startOfDay(2019, 6, 19)!
const at = (time: string) => {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  return hours * 3600 + minutes * 60 + seconds
}
const through = (...times: string[]) => {
  const clock = createClock()
  clock.begin(day)
  return times.map((time) => dateOf(clock.of(at(time))).slice(8))
}

test('A jump back by more than twelve hours is a midnight, each time', () => {
  expect(through('22:29:00', '23:59:59', '00:00:01', '12:00', '23:50', '00:10')).toEqual(['19', '19', '20', '20', '20', '21'])
  expect(through('22:29:53', '00:28:21')).toEqual(['19', '20'])
})

test('A clock that is set back a little stays on its day, also over midnight', () => {
  expect(through('12:00:00', '11:57:46', '12:01')).toEqual(['19', '19', '19'])
  expect(through('23:59:00', '00:00:05', '23:59:58', '00:00:20', '01:00')).toEqual(['19', '20', '19', '20', '20'])
})

test('A program that was away for half a day comes back on the same day', () => {
  expect(through('00:35', '14:00', '23:00', '00:20')).toEqual(['19', '19', '19', '20'])
})

test('A single time that is wrong moves no day', () => {
  expect(through('02:10', '22:11', '02:12', '03:00').slice(2)).toEqual(['19', '19'])
  expect(through('14:10', '00:10', '14:11', '15:00').slice(2)).toEqual(['19', '19'])
})

test('A mean is of the nearest such moment', () => {
  const clock = createClock()
  clock.begin(day)
  clock.of(at('23:59:50'))
  clock.of(at('00:00:30'))
  expect(dateOf(clock.near(at('23:59:00')))).toBe('2019-06-19')
  expect(dateOf(clock.near(at('00:00:10')))).toBe('2019-06-20')
})

test('Days of a year and of a month are those of the calendar', () => {
  expect(dayOfYear(2020, 366)).toBe('2020-12-31')
  expect(dayOfYear(2019, 366)).toBeNull()
  expect(dayOfYear(2019, 0)).toBeNull()
  expect(startOfDay(2019, 2, 29)).toBeNull()
  expect(startOfDay(2019, NaN, 1)).toBeNull()
})
