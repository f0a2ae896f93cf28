import { createMemo, createSignal, For, Show } from 'solid-js'
import { sayAgo } from '../../../web/kit/ago.ts'
import { EachById } from '../../../web/kit/each-by-id.tsx'
import { Bones } from '../../../web/kit/panel.tsx'
import { FaultLine } from '../../../web/kit/states.tsx'
import { StatusSign } from '../../../web/nouns/instrument-status.tsx'
import { instrumentWords } from '../../../web/nouns/instrument-words.ts'
import { InstrumentLink } from '../../../web/nouns/links.tsx'
import { instrumentPath } from '../../../web/nouns/paths.ts'
import type { PanelProps } from '../../api/panel.ts'
import { isSilent } from './brewer.ts'
import { counted } from './brewer-words.ts'
import { linkOf, sayValue, shortTitle, type Check } from './checks.ts'
import { checksDocument } from './documents.ts'
import { moveIn, type Cell } from './cell-keys.ts'
import { createBrewers, createView, isShown } from './live-brewers.ts'
import { Tip } from './tip.tsx'
import './checks.css'

/** What is seen of one cell, and where: px from the corner of the box. */
type Pointed = { readonly who: string; readonly check: Check; readonly isSilent: boolean; readonly x: number; readonly y: number }

/** Each Brewer against each check. The legend of the map filters it, too. */
export const ChecksPanel = (props: PanelProps<'navigation'>) => {
  const { query, now, seen } = createBrewers(props.app, checksDocument)
  const { view } = createView()
  const rows = createMemo(() => (seen() ?? []).filter(isShown(view())).map((one) => ({ ...one, id: one.brewer.instrument.name })))
  const columns = createMemo(() => seen()?.[0]?.brewer.checks ?? [])
  const [cell, setCell] = createSignal<Cell>({ row: 0, column: 0 })
  const [pointed, setPointed] = createSignal<Pointed | null>(null)
  let box: HTMLDivElement | undefined
  let table: HTMLTableElement | undefined

  const point = (who: string, check: Check, silent: boolean, element: HTMLElement) => {
    const [around, own] = [box!.getBoundingClientRect(), element.getBoundingClientRect()]
    setPointed({ who, check, isSilent: silent, x: own.left + own.width / 2 - around.left, y: own.bottom - around.top })
  }
  const go = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return setPointed(null)
    const next = moveIn(cell(), event, { rows: rows().length, columns: columns().length })
    if (!next) return
    event.preventDefault()
    setCell(next)
    table?.querySelector<HTMLElement>(`[data-cell="${next.row},${next.column}"]`)?.focus()
  }
  // The row that was stepped into may be filtered away: then the first cell is the way in.
  const isStop = (row: number, column: number) =>
    (cell().row < rows().length ? cell().row : 0) === row && (cell().column < columns().length ? cell().column : 0) === column
  return (
    <>
      <Show when={query.fault()}>
        {(fault) => <FaultLine fault={fault()} what="The checks could not be read." retry={() => void query.reload()} />}
      </Show>
      <Show when={seen()} fallback={query.isLoading() && <Bones lines={6} />}>
        {(all) => (
          <Show
            when={rows().length > 0}
            fallback={<p class="brewer-none">{all().length > 0 ? 'No Brewer is like that.' : 'There is nothing to check before the first Brewer.'}</p>}
          >
            <p class="brewer-checks-note">
              {counted(rows().length, 'Brewer')}, {counted(columns().length, 'check')}. Grey: as it was when it was last heard. Arrow keys move from cell to cell.
            </p>
            <div class="brewer-checks" ref={(element) => (box = element)}>
              <div class="brewer-checks-scroll">
                <table class="brewer-matrix" ref={(element) => (table = element)} onKeyDown={go}>
                  <caption class="visually-hidden">Brewers and checks, the worst first</caption>
                  <thead>
                    <tr>
                      <th scope="col" class="brewer-matrix-corner">
                        Brewer
                      </th>
                      <For each={columns()}>
                        {(check) => (
                          <th scope="col" class="brewer-matrix-check" title={check.title}>
                            <span>{shortTitle(check)}</span>
                          </th>
                        )}
                      </For>
                    </tr>
                  </thead>
                  <tbody>
                    <EachById each={rows()}>
                      {(row) => {
                        const index = () => rows().findIndex(({ id }) => id === row().id)
                        return (
                          <tr data-brewer={row().id} data-silent={isSilent(row().standing) || undefined}>
                            <th scope="row" class="brewer-matrix-who">
                              <span class="brewer-matrix-name">
                                <StatusSign status={row().standing.condition} />
                                <span class="visually-hidden">{instrumentWords[row().standing.condition]}</span>
                                <InstrumentLink name={row().id} />
                              </span>
                            </th>
                            <For each={row().brewer.checks}>
                              {(check, column) => (
                                <CheckCell
                                  who={row().id}
                                  check={check}
                                  isSilent={isSilent(row().standing)}
                                  cell={`${index()},${column()}`}
                                  isStop={isStop(index(), column())}
                                  focused={() => setCell({ row: index(), column: column() })}
                                  point={point}
                                  leave={() => setPointed(null)}
                                />
                              )}
                            </For>
                          </tr>
                        )
                      }}
                    </EachById>
                  </tbody>
                </table>
              </div>
              <Show when={pointed()}>
                {(one) => (
                  <Tip x={one().x} y={one().y} room={{ width: box!.clientWidth, height: box!.clientHeight }} key={`${one().who} ${one().check.name}`}>
                    <strong>
                      {one().who}: {one().check.title}
                    </strong>
                    <span>{sayCondition(one().check, one().isSilent)}</span>
                    <Show when={sayValue(one().check)}>{(said) => <span>{said()}</span>}</Show>
                    <Show when={one().check.at}>{(at) => <span>{sayAgo(Math.max(0, now() - Date.parse(at())) / 1000)} ago</span>}</Show>
                  </Tip>
                )}
              </Show>
            </div>
          </Show>
        )}
      </Show>
    </>
  )
}

const sayCondition = ({ condition }: Check, silent: boolean) =>
  condition === 'UNKNOWN' ? 'nothing was read of it' : `${instrumentWords[condition]}${silent ? ' when last heard' : ''}`

const CheckCell = (props: {
  who: string
  check: Check
  /** Nothing new comes: it is as it was when it was last heard. */
  isSilent: boolean
  /** Where it is, as it finds it: "row,column". */
  cell: string
  /** Whether Tab stops here; arrow keys reach the others. */
  isStop: boolean
  focused: () => void
  point: (who: string, check: Check, isSilent: boolean, element: HTMLElement) => void
  leave: () => void
}) => {
  const said = () =>
    [`${props.check.title} of ${props.who}: ${sayCondition(props.check, props.isSilent)}`, sayValue(props.check)].filter(Boolean).join(', ')
  return (
    <td data-condition={props.check.condition}>
      <a
        class="brewer-cell"
        href={linkOf(instrumentPath(props.who), props.check)}
        tabindex={props.isStop ? 0 : -1}
        data-cell={props.cell}
        aria-label={said()}
        onPointerEnter={(event) => props.point(props.who, props.check, props.isSilent, event.currentTarget)}
        onPointerLeave={() => props.leave()}
        onFocus={(event) => {
          props.focused()
          props.point(props.who, props.check, props.isSilent, event.currentTarget)
        }}
        onBlur={() => props.leave()}
      >
        <Show when={props.check.condition !== 'UNKNOWN'} fallback={<span class="nothing">–</span>}>
          <StatusSign status={props.check.condition} />
        </Show>
      </a>
    </td>
  )
}
