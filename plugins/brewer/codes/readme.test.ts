import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { codes } from './code-table.ts'
import { cureReasons } from './cures.ts'
import { defaults } from './limits.ts'
import { quantities } from './quantity.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

test('The README has the table of codes as it is', () => {
  for (const { code, byte, level, title, windowHours } of codes.filter(({ level }) => level !== null)) {
    expect(readme).toContain(`| ${code} | ${byte ? `${byte}${code % 10}` : '–'} | ${level} | ${title} |`)
    expect(readme).toMatch(new RegExp(`^\\| ${code} \\|.*\\| ${windowHours} \\|`, 'm'))
  }
})

test('The README says why each cure is one, and where each limit is from', () => {
  for (const [name, reason] of Object.entries(cureReasons)) expect(readme).toContain(`- *${name}*: ${reason}`)
  for (const [quantity, { source }] of Object.entries(defaults)) expect(readme).toMatch(new RegExp(`^\\| ${quantities[quantity as keyof typeof quantities].title.replace('+', '\\+')} \\|.*${source.slice(0, 20).replace('+', '\\+')}`, 'm'))
})
