import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { idFault, spell } from './name.ts'
import { skeletonFiles } from './skeleton.ts'
import { listIn, writePlugin } from './write.ts'

describe('the id of a plugin', () => {
  it('is in lower case, with single dashes', () => {
    for (const id of ['pump', 'run-lengths', 'p2', 'class']) expect(idFault(id)).toBeNull()
    for (const id of ['', 'Pump', '2p', 'a--b', 'a-', 'a_b', '../x', 'a'.repeat(33)]) expect(idFault(id)).not.toBeNull()
  })

  it('is nothing that the core or PostgreSQL call their own', () => {
    for (const id of ['core', 'public', 'pg-x', 'fill', 'environment']) expect(idFault(id)).toContain('is taken')
  })
})

describe('the files of a new plugin', () => {
  it('have its name in each spelling, and none of the skeleton', async () => {
    for (const place of ['REPOSITORY', 'PACKAGE'] as const) {
      const files = await skeletonFiles(spell('run-lengths'), place, 1)
      expect([...files.keys()]).toContain('web/run-lengths-panel.tsx')
      for (const [path, text] of files) expect(`${path}\n${text}`).not.toMatch(/skeleton/i)
      expect(files.get('tables.ts')).toContain("pgSchema('run_lengths')")
      expect(files.get('schema.ts')).toContain("core.run, 'runLengths'")
      expect(files.get('index.ts')).toContain("id: 'run-lengths'")
      expect(files.get('index.ts')!.split('\n').length).toBeLessThanOrEqual(40)
    }
  })

  it('name Logline by its package, or by the way to it', async () => {
    const [packaged, own] = await Promise.all([skeletonFiles(spell('pump'), 'PACKAGE', 1), skeletonFiles(spell('pump'), 'REPOSITORY', 1)])
    for (const text of packaged.values()) expect(text).not.toMatch(/from '\.\.\//)
    expect(packaged.get('web/pump-panel.tsx')).toContain("from 'logline/kit/moment'")
    expect(own.get('web/pump-panel.tsx')).toContain("from '../../../web/kit/moment.tsx'")
    expect(own.get('index.ts')).toContain("from '../api/index.ts'")
  })
})

describe('writing a plugin', () => {
  let folder = ''
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'logline-new-'))))
  afterEach(() => rm(folder, { recursive: true }))

  const lists = async () => {
    await writeFile(join(folder, 'index.ts'), await readFile(new URL('../../../plugins/index.ts', import.meta.url)))
    await writeFile(join(folder, 'panels.ts'), await readFile(new URL('../../../plugins/panels.ts', import.meta.url)))
  }

  it('lists one after the other in the repository', async () => {
    await lists()
    for (const id of ['pump', 'run-lengths']) await writePlugin(join(folder, id), new Map([['index.ts', '']]), await listIn(folder, spell(id)))
    const [modules, panels] = await Promise.all([readFile(join(folder, 'index.ts'), 'utf8'), readFile(join(folder, 'panels.ts'), 'utf8')])
    expect(modules).toMatch(/new URL\('\.\/pump\/index\.ts', import\.meta\.url\)\.href,\n {2}new URL\('\.\/run-lengths\/index\.ts', import\.meta\.url\)\.href,\n\]/)
    expect(panels).toMatch(/import \{ panels as runLengthsPanels \} from '\.\/run-lengths\/web\/panels\.ts'/)
    expect(panels).toMatch(/\.\.\.pumpPanels,\n {2}\.\.\.runLengthsPanels,\n\]/)
  })

  it('writes into an empty folder, and never into one that has something', async () => {
    await mkdir(join(folder, 'empty'))
    await writePlugin(join(folder, 'empty'), new Map([['a.ts', 'a'], ['b/c.ts', 'c']]))
    expect(await readFile(join(folder, 'empty/b/c.ts'), 'utf8')).toBe('c')
    await expect(writePlugin(join(folder, 'empty'), new Map([['a.ts', 'other']]))).rejects.toThrow('is there already')
    expect(await readFile(join(folder, 'empty/a.ts'), 'utf8')).toBe('a')
  })

  it('leaves nothing behind when it cannot be finished', async () => {
    await lists()
    const before = await readFile(join(folder, 'index.ts'), 'utf8')
    // A file cannot be a folder as well.
    const impossible = new Map([['a', 'file'], ['a/b.ts', 'below it']])
    await expect(writePlugin(join(folder, 'pump'), impossible, await listIn(folder, spell('pump')))).rejects.toThrow()
    expect((await readdir(folder)).toSorted()).toEqual(['index.ts', 'panels.ts'])
    expect(await readFile(join(folder, 'index.ts'), 'utf8')).toBe(before)
  })
})
