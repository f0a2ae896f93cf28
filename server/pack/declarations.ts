import { dirname, resolve } from 'node:path'
import ts from 'typescript'
import { renameImports } from './imports.ts'

/** The declarations of some modules, and of all that these name: by path of the source, as text. */
export const declarationsOf = (root: string, entries: readonly string[]): Map<string, string> => {
  const { config } = ts.readConfigFile(resolve(root, 'tsconfig.json'), ts.sys.readFile) as { config: object }
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const program = ts.createProgram({
    rootNames: [...entries, resolve(root, 'web/env.d.ts')],
    // Whether the types are right is what `npm run check` says.
    options: { ...options, noEmit: false, noCheck: true, declaration: true, emitDeclarationOnly: true, outDir: root, rootDir: root },
  })
  const texts = new Map<string, string>()
  const waiting = [...entries]
  const take = (path: string, declaration: string) => {
    const { text, names } = renameImports(declaration)
    texts.set(path, text)
    waiting.push(...names.map((name) => resolve(dirname(path), name)))
  }
  while (waiting.length > 0) {
    const path = waiting.pop()!
    if (texts.has(path)) continue
    const file = program.getSourceFile(path)
    if (!file) throw new Error(`${path} is named by a declaration, and no module of this project`)
    if (file.isDeclarationFile) take(path, file.text)
    else program.emit(file, (_, text) => take(path, text), undefined, true)
  }
  return texts
}
