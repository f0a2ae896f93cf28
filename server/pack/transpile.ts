import { readFile } from 'node:fs/promises'
import ts from 'typescript'
import solid from 'vite-plugin-solid'
import { renameImports } from './imports.ts'

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  jsx: ts.JsxEmit.Preserve,
}

type Transform = (source: string, id: string) => Promise<{ code: string }>

/** Modules that are named by an address (a child's entry, a panel's module) are no imports to a compiler. */
const renameAddresses = (code: string): string =>
  code.replaceAll(/(new URL\((['"])\.[^'"]*)\.tsx?\2, import\.meta\.url\)/g, '$1.js$2, import.meta.url)')

/**
 * The JavaScript of a module, in which others are named as they are called there. What is drawn is compiled here, once:
 * authors of panels need not compile all pages of ours again.
 */
export const transpile = async (path: string): Promise<string> => {
  const source = await readFile(path, 'utf8')
  const { outputText } = ts.transpileModule(source, { compilerOptions: options, fileName: path })
  const code = renameAddresses(renameImports(outputText).text)
  if (!path.endsWith('.tsx')) return code
  const transform = solid().transform as unknown as Transform
  return (await transform.call({}, code, path.replace(/\.tsx$/, '.jsx'))).code
}
