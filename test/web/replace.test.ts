import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { replacePages } from '../../web/bundle.ts'

const write = async (folder: string, files: Record<string, string>) => {
  await mkdir(join(folder, 'assets'), { recursive: true })
  for (const [path, text] of Object.entries(files)) await writeFile(join(folder, path), text)
}

describe('pages that take the place of others', () => {
  it('tear nothing that a server is just handing out, and leave nothing behind', async () => {
    const root = await mkdtemp(join(tmpdir(), 'logline-replace-'))
    const [folder, built] = [join(root, 'dist'), join(root, 'built')]
    try {
      await write(folder, { 'index.html': 'the old page', 'assets/old.js': 'old', 'assets/both.js': 'both' })
      await write(built, { 'index.html': 'new', 'assets/new.js': 'new', 'assets/both.js': 'both', '.stamp': 'stamp' })
      // A server that began to read before and goes on after.
      await using page = await open(join(folder, 'index.html'))
      await replacePages(folder, built)
      expect(await page.readFile('utf8')).toBe('the old page')
      expect(await readFile(join(folder, 'index.html'), 'utf8')).toBe('new')
      expect((await readdir(folder)).toSorted()).toEqual(['.stamp', 'assets', 'index.html'])
      expect((await readdir(join(folder, 'assets'))).toSorted()).toEqual(['both.js', 'new.js'])
    } finally {
      await rm(root, { recursive: true })
    }
  })

  it('come together when several build them at once', async () => {
    const root = await mkdtemp(join(tmpdir(), 'logline-replace-'))
    const [folder, built] = [join(root, 'dist'), join(root, 'built')]
    try {
      await write(built, { 'index.html': 'page', 'assets/a.js': 'a', '.stamp': 'stamp' })
      // Another process is in the middle of it.
      await write(folder, { 'assets/a.js.1.part': 'a' })
      await replacePages(folder, built)
      expect((await readdir(join(folder, 'assets'))).toSorted()).toEqual(['a.js', 'a.js.1.part'])
    } finally {
      await rm(root, { recursive: true })
    }
  })
})
