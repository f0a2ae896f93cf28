import ts from 'typescript'

const ending = /(\.d)?\.tsx?$/

/** Names the modules of this project that a module imports as they are called in the package: `./run.tsx` is `./run.js`. */
export const renameImports = (text: string): { text: string; names: string[] } => {
  const own = ts.preProcessFile(text, true, true).importedFiles.filter(({ fileName }) => fileName.startsWith('.') && ending.test(fileName))
  let renamed = text
  // From the end, so that the places of the others stay. A place is that of the opening quote.
  for (const { fileName, pos } of own.toSorted((a, b) => b.pos - a.pos)) {
    const from = pos + 1
    renamed = renamed.slice(0, from) + fileName.replace(ending, '.js') + renamed.slice(from + fileName.length)
  }
  return { text: renamed, names: own.map(({ fileName }) => fileName) }
}
