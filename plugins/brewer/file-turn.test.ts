import { expect, it } from 'vitest'
import { turnOf, type Turn } from './file-turn.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')

it.each<[string, string | null, string, boolean, Turn]>([
  ['there was none', null, 'a\n', false, 'NEW'],
  ['it never could be read', '', 'a\n', false, 'NEW'],
  ['nothing is other', 'a\r\x1a', 'a\r\x1a', false, 'SAME'],
  ['it goes on', 'a\n', 'a\nb\n', false, 'GROWN'],
  ['it goes on where its mark of an end stood', 'a\n-200\r\x1a', 'a\n-200\r\r\nb\r\x1a', false, 'GROWN'],
  ['it goes on behind that mark', 'a\r\x1a', 'a\r\x1ab\r\n', false, 'GROWN'],
  ['it goes on where the mark had a line of its own', 'a\r\x1a\n', 'a\rb\r\n', false, 'GROWN'],
  ['only the mark has gone', 'a\n\x1a', 'a\n', false, 'GROWN'],
  ['it ends sooner', 'a\nb\n', 'a\n', false, 'SHRUNK'],
  ['it is another', 'a\nb\n', 'x\nb\n', false, 'REWRITTEN'],
  ['a shorter copy lies elsewhere', 'a\nb\n', 'a\n', true, 'COPY'],
  ['a shorter copy lies elsewhere, with the mark of its end', 'a\rb\r\x1a', 'a\r\x1a', true, 'COPY'],
])('%s', (_, known, now, fromElsewhere, turn) => expect(turnOf(known === null ? null : bytes(known), bytes(now), fromElsewhere)).toBe(turn))
