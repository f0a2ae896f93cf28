import { readWindow, writeWindow } from '../../kit/timeline/address.ts'
import type { Stretch } from '../../kit/timeline/model.ts'
import type { EnumOf } from '../../graphql/graphql.ts'

export type RunSet = EnumOf<'FillRunSet'>

export const runSetWords: Readonly<Record<RunSet, string>> = {
  GOOD_PHYSICS: 'Good physics',
  PHYSICS: 'All physics',
  ALL: 'All runs',
}

export const runSetHints: Readonly<Record<RunSet, string>> = {
  GOOD_PHYSICS: 'Runs of definition physics and quality good',
  PHYSICS: 'Runs of definition physics, whatever their quality',
  ALL: 'All runs of the fill, whatever they were for',
}

const runSetNames: Readonly<Record<RunSet, string>> = { GOOD_PHYSICS: 'good', PHYSICS: 'physics', ALL: 'all' }

export const detectorSorts = ['name', 'covered', 'good', 'runs'] as const
export type DetectorSort = (typeof detectorSorts)[number]

/** What the address says about the page. */
export type FillView = {
  readonly runSet: RunSet
  /** The figure whose intervals are shown: `covered`, `between`, `quality:BAD`, `detector:ITS` … */
  readonly figure: string | null
  /** Detectors with a row in the timeline. */
  readonly detectors: readonly string[]
  readonly sort: DetectorSort
  readonly descending: boolean
  /** What is seen of the timeline; null is all. */
  readonly window: Stretch | null
}

/** Reads `?runs=physics&show=between&detectors=ITS,TPC&sort=covered-desc&from=…&to=…`; leaves out what it doesn't know. */
export const readFillView = (search: string): FillView => {
  const parameters = new URLSearchParams(search)
  const sets = Object.keys(runSetNames) as RunSet[]
  const [word, way] = (parameters.get('sort') ?? '').split('-')
  return {
    runSet: sets.find((set) => runSetNames[set] === parameters.get('runs')) ?? 'GOOD_PHYSICS',
    figure: parameters.get('show') || null,
    detectors: (parameters.get('detectors') ?? '').split(',').filter(Boolean),
    sort: detectorSorts.find((sort) => sort === word) ?? 'name',
    descending: way === 'desc',
    window: readWindow(parameters),
  }
}

/** The other way round: what is usual is left out, so that equal views have equal addresses. */
export const writeFillView = ({ runSet, figure, detectors, sort, descending, window }: FillView): string => {
  const parts = [
    runSet !== 'GOOD_PHYSICS' && `runs=${runSetNames[runSet]}`,
    figure !== null && `show=${encodeURIComponent(figure).replaceAll('%3A', ':')}`,
    detectors.length > 0 && `detectors=${detectors.map(encodeURIComponent).join(',')}`,
    (sort !== 'name' || descending) && `sort=${sort}${descending ? '-desc' : ''}`,
    writeWindow(window),
  ].filter(Boolean)
  return parts.length > 0 ? `?${parts.join('&')}` : ''
}
