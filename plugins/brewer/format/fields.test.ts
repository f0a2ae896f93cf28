import { expect, test } from 'vitest'
import { createFields } from './fields.ts'

const fieldsOf = (text: string) => {
  const fields = createFields()
  const bytes = Buffer.from(`before${text}after`, 'latin1')
  fields.split(bytes, 6, bytes.length - 5)
  return fields
}

test('Numbers are those of GW-BASIC and of people', () => {
  const texts = [' 4', '-4', ' .0629', '-.7138 ', ' 9.309999E-02 ', ' 4E-08', '.000000029', ' 211923.4', '5.', '-0', '+3', ' 1D-03', ' 12345678901234568', '    30.747']
  const fields = fieldsOf(texts.join('\r'))
  expect(texts.map((_, index) => fields.number(index))).toEqual([4, -4, 0.0629, -0.7138, 0.09309999, 4e-8, 2.9e-8, 211923.4, 5, 0, 3, 0.001, 12345678901234568, 30.747])
  expect(fields.badField()).toBe(-1)
})

test('What is no number is not one, and told but where nothing stands', () => {
  for (const text of ['', ' ', '-', '.', '1.2.3', '1 2', 'E5', '0x1', 'Infinity', '1E', '--1', '\x00']) {
    const fields = fieldsOf(`x\r${text}\rx`)
    expect(fields.number(1), text).toBeNaN()
    expect(fields.badField(), text).toBe(text.trim() === '' ? -1 : 1)
  }
  expect(fieldsOf('a').number(7)).toBeNaN()
})

test('Times of day are read with whatever follows them', () => {
  const seconds = (text: string) => fieldsOf(text).seconds(0)
  expect(seconds('09:43:27')).toBe(35007)
  expect(seconds('00:45:33JUN ')).toBe(2733)
  expect(seconds(' 9:43:27')).toBe(35007)
  expect(seconds('9:43:27')).toBe(35007)
  for (const text of ['', '09:43', '09:60:00', '25:00:00', '0a:00:00', '09-43-27', '::::::::']) expect(seconds(text), text).toBeNaN()
})

test('Empty fields at the end do not count, those between do', () => {
  expect(fieldsOf('co\r\rx\r\r').count()).toBe(3)
  expect(fieldsOf('').count()).toBe(0)
  expect(fieldsOf('\r'.repeat(5000)).count()).toBe(0)
})
