import { createSignal } from 'solid-js'
import { formatDuration } from '../../kit/duration.ts'
import type { Column } from '../../kit/table/column.ts'
import { Table } from '../../kit/table/table.tsx'
import { Quality } from '../../nouns/quality.tsx'
import type { Quality as Verdict } from '../../nouns/run-words.ts'
import type { KitPart } from './part.tsx'

type SampleRun = { id: string; revision: number; number: number; seconds: number; quality: Verdict }

const verdicts: readonly Verdict[] = ['GOOD', 'GOOD', 'BAD', 'GOOD', 'TEST', 'NONE']

const runs: readonly SampleRun[] = verdicts.map((quality, index) => ({
  id: `sample-${index}`,
  revision: 1,
  number: 526_085 - index,
  seconds: 900 + ((index * 2711) % 5000),
  quality,
}))

const columns: readonly Column<SampleRun>[] = [
  { key: 'number', title: 'Run', order: 'number', width: '6rem', usual: true, fixed: true, line: 1, asks: 'number', cell: (run) => run().number },
  { key: 'quality', title: 'Quality', width: '7rem', usual: true, line: 1, asks: 'quality', cell: (run) => <Quality quality={run().quality} /> },
  {
    key: 'duration',
    title: 'Duration',
    order: 'duration',
    width: 'minmax(6rem, 1fr)',
    align: 'end',
    usual: true,
    line: 2,
    label: 'Duration',
    asks: 'durationSeconds',
    cell: (run) => formatDuration(run().seconds),
  },
]

const Rows = () => {
  const [sorting, setSorting] = createSignal({ word: 'number', descending: true })
  const [selected, setSelected] = createSignal<readonly string[]>(['526083'])
  const sorted = () => {
    const { word, descending } = sorting()
    const value = (run: SampleRun) => (word === 'duration' ? run.seconds : run.number)
    return runs.toSorted((a, b) => (value(a) - value(b)) * (descending ? -1 : 1))
  }
  return (
    <Table
      label="Sample runs"
      columns={columns}
      list={{ rows: sorted, before: () => 0, size: () => runs.length, look: () => undefined, isNew: () => false }}
      headBox={<span class="visually-hidden">Selected</span>}
      isBusy={false}
      sorting={sorting()}
      sort={({ order }) =>
        order && setSorting({ word: order, descending: order !== sorting().word || !sorting().descending })
      }
      traits={{
        keyOf: (run) => String(run.number),
        nameOf: (run) => `sample run ${run.number}`,
        isSelected: (key) => selected().includes(key),
        select: (key) =>
          setSelected((keys) => (keys.includes(key) ? keys.filter((other) => other !== key) : [...keys, key])),
        isCurrent: () => false,
        press: () => undefined,
      }}
    />
  )
}

export const tableParts = (): readonly KitPart[] => [
  {
    name: 'Table',
    file: 'web/kit/table/table.tsx',
    what: 'Rows of a list of any length, of which those in sight are drawn; cards on narrow pages. Follows the theme of the page.',
    once: true,
    draw: () => <Rows />,
  },
]
