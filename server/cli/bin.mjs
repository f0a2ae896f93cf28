#!/usr/bin/env node
// Plain JavaScript, because any Node may be asked to run it: hands over to one that takes TypeScript as it is.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Beside this file in the repository; plain JavaScript in the package, because Node takes no TypeScript below node_modules.
const source = new URL('./main.ts', import.meta.url)
const main = existsSync(source) ? source : new URL('../../dist/server/cli/main.js', import.meta.url)

// Type stripping (of plugins and settings, too) came with 22.18; `using` came with 24.
const suffices = Number(process.versions.node.split('.')[0]) >= 24 && Boolean(process.features.typescript)

/** The Node of the npm package `node`, which `npm ci` brings. */
const findNode = () => {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('node/package.json'))
    return ['node', 'node.exe'].map((name) => join(folder, 'bin', name)).find((path) => existsSync(path))
  } catch {
    return undefined
  }
}

const handOver = (node) => {
  const child = spawn(node, [fileURLToPath(main), ...process.argv.slice(2)], { stdio: 'inherit' })
  // Ctrl-C reaches the child from the terminal itself; twice would mean "at once".
  const atTerminal = [0, 1, 2].some((file) => [process.stdin, process.stdout, process.stderr][file].isTTY)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !atTerminal) child.kill(signal)
    })
  }
  child.on('error', (error) => {
    console.error(`logline: ${node} cannot be started: ${error.message}`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0)
  })
}

const node = suffices ? undefined : findNode()
if (suffices) await import(main.href)
else if (node) handOver(node)
else {
  console.error(`logline: Node 24 or newer is needed, this is ${process.versions.node}; \`npm install\` brings one along`)
  process.exitCode = 1
}
