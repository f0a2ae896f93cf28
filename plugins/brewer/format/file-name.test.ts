import { expect, test } from 'vitest'
import { readFileName } from './file-name.ts'

test('A name says kind, day and instrument', () => {
  expect(readFileName('B17019.033')).toEqual({ kind: 'B', date: '2019-06-19', brewer: 33 })
  expect(readFileName('D00100.005')).toEqual({ kind: 'D', date: '2000-01-01', brewer: 5 })
  expect(readFileName('UV36620.185')).toEqual({ kind: 'UV', date: '2020-12-31', brewer: 185 })
  expect(readFileName('S36583.014')).toEqual({ kind: 'S', date: '1983-12-31', brewer: 14 })
})

test('Case, folders and years of four digits make no difference', () => {
  expect(readFileName('/data/185/icf04518.185')).toEqual({ kind: 'ICF', date: '2018-02-14', brewer: 185 })
  expect(readFileName('c:\\bdata157\\icf2019022.157')).toEqual({ kind: 'ICF', date: '2019-01-22', brewer: 157 })
  expect(readFileName('b1702019.033')?.date).toBe('2019-06-19')
})

test('What is no file of a Brewer is none', () => {
  for (const name of ['B36619.033', 'B00019.033', 'B17019', 'B17019.txt', 'UVR17419.033', 'notes.033', 'B17019.033.gz', 'B170190.033', ''])
    expect(readFileName(name), name).toBeNull()
})
