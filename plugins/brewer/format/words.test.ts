import { expect, test } from 'vitest'
import { seeded } from './generate-text.ts'
import { createWords } from './words.ts'

test('Words of any bytes and lengths are what stands there, however many there are', () => {
  const words = createWords()
  const random = seeded(7)
  const bytes = Buffer.from(Array.from({ length: 4000 }, () => Math.floor(random() * 256)))
  for (let times = 0; times < 2; times++) for (let start = 0; start < 3900; start++) {
    const end = start + start % 16
    expect(words(bytes, start, end)).toBe(bytes.toString('latin1', start, end))
  }
})

test('Words that share a place do not stand for each other', () => {
  const words = createWords()
  const bytes = Buffer.from('summary\rSUMMARY\rsummarx\rsummar\r\0summary', 'latin1')
  const all = ['summary', 'SUMMARY', 'summarx', 'summar', '\0summary']
  for (let times = 0; times < 2; times++) {
    let start = 0
    for (const word of all) {
      expect(words(bytes, start, start + word.length)).toBe(word)
      start += word.length + 1
    }
  }
})
