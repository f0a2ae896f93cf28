import { geoGraticule10, geoPath, type GeoPermissibleObjects } from 'd3-geo'
import { createMemo, createSignal, For, onCleanup, onMount, Show } from 'solid-js'
import { EachById } from '../../../../web/kit/each-by-id.tsx'
import { Segmented } from '../../../../web/kit/segmented.tsx'
import { DrawnStatus } from '../../../../web/nouns/instrument-status.tsx'
import { brewerConditions } from '../brewer-words.ts'
import { describe, type Seen } from '../seen.ts'
import { Tip } from '../tip.tsx'
import type { Camera } from '../view.ts'
import { arrange, type Sign } from './arrange.ts'
import { cameraAround, cameraOf, projectionOf, type Frame, type Position } from './projection.ts'
import './map.css'

/** Between the middles of two signs: a finger finds each. */
const gap = 27
/** One press of + or −. */
const step = 1.8

type Placed = Seen & { readonly position: Position }

const namesOf = (sign: Sign<Placed>) => sign.things.map(({ brewer }) => brewer.instrument.name)

/** Brewers where they stand, each by its sign. */
export const WorldMap = (props: {
  seen: readonly Seen[]
  /** Of all that there are, also those that a filter leaves out: the map holds still while it is filtered. */
  positions: readonly Position[]
  camera: Camera
  look: (camera: Camera) => void
  /** The address of the same page with another camera. */
  hrefOf: (camera: Camera) => string
  pathOf: (name: string) => string
  /** The one that is pointed at, here or in the list. */
  pointed: string | null
  point: (name: string | null) => void
  now: number
}) => {
  const [frame, setFrame] = createSignal<Frame | null>(null)
  const [land, setLand] = createSignal<GeoPermissibleObjects | 'unfetched' | null>(null)
  let box: HTMLDivElement | undefined
  onMount(() => {
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = box!
      if (width > 0 && height > 0) setFrame((known) => (known?.width === width && known.height === height ? known : { width, height }))
    }
    const watcher = new ResizeObserver(measure)
    watcher.observe(box!)
    measure()
    onCleanup(() => watcher.disconnect())
    import('./land.ts').then(
      (fetched) => setLand(() => fetched.land),
      () => setLand('unfetched'),
    )
  })
  const drawing = createMemo(() => {
    const room = frame()
    if (!room) return null
    const projection = projectionOf(props.camera, props.positions, room)
    const clipped = projectionOf(props.camera, props.positions, room).clipExtent([[-2, -2], [room.width + 2, room.height + 2]])
    const path = geoPath(clipped).digits(1)
    return { room, projection, path, sphere: path({ type: 'Sphere' }) ?? '', lines: path(geoGraticule10()) ?? '' }
  })
  const coast = createMemo(() => {
    const [drawn, shape] = [drawing(), land()]
    return drawn && shape && shape !== 'unfetched' ? (drawn.path(shape) ?? '') : ''
  })
  const placed = createMemo(() =>
    props.seen.flatMap((one): Placed[] => {
      const { latitude, longitude } = one.brewer
      return latitude === null || longitude === null ? [] : [{ ...one, position: { latitude, longitude } }]
    }),
  )
  const signs = createMemo(() => {
    const drawn = drawing()
    if (!drawn) return []
    const spots = placed().flatMap((thing) => {
      const [x, y] = drawn.projection([thing.position.longitude, thing.position.latitude]) ?? []
      return x === undefined || y === undefined ? [] : [{ x, y, thing }]
    })
    return arrange(spots, drawn.room, gap).map((sign) => ({ ...sign, id: namesOf(sign).join(' ') }))
  })
  const shownCount = () => signs().reduce((sum, { things }) => sum + things.length, 0)
  const outside = () => placed().length - shownCount()
  const homeless = () => props.seen.length - placed().length
  const pointedSign = () => signs().find((sign) => props.pointed !== null && namesOf(sign).includes(props.pointed))
  const near = (factor: number) => {
    const drawn = drawing()
    if (drawn) props.look(cameraOf(drawn.projection, drawn.room, factor))
  }
  const cameraWord = () => (props.camera === null ? 'stations' : props.camera === 'world' ? 'world' : '')
  return (
    <div class="brewer-map" onKeyDown={(event) => event.key === 'Escape' && props.point(null)}>
      <div class="brewer-map-tools">
        <Segmented
          name="brewer-camera"
          label="What the map shows"
          segments={[
            { value: 'stations', label: 'Stations', hint: 'As near as all stations fit' },
            { value: 'world', label: 'World', hint: 'The whole world' },
          ]}
          value={cameraWord()}
          choose={(word) => props.look(word === 'world' ? 'world' : null)}
        />
        <button type="button" class="button brewer-zoom" aria-label="Nearer" title="Nearer" onClick={() => near(step)}>
          +
        </button>
        <button
          type="button"
          class="button brewer-zoom"
          aria-label="Further away"
          title="Further away"
          disabled={props.camera === 'world'}
          onClick={() => near(1 / step)}
        >
          −
        </button>
      </div>
      <div class="brewer-map-box" ref={(element) => (box = element)}>
        <Show when={drawing()}>
          {(drawn) => (
            <svg
              class="brewer-map-svg"
              viewBox={`0 0 ${drawn().room.width} ${drawn().room.height}`}
              role="group"
              aria-label="Map of the Brewers, the worst first"
            >
              <path class="brewer-sphere" d={drawn().sphere} />
              <path class="brewer-lines" d={drawn().lines} />
              <path class="brewer-land" d={coast()} />
              <For each={signs()}>{(sign) => <path class="brewer-leader" d={leader(sign)} />}</For>
              <EachById each={signs()}>
                {(sign) => (
                  <MapSign
                    sign={sign()}
                    isPointed={sign() === pointedSign()}
                    label={sign().things.length === 1 ? describe(sign().things[0]!, props.now) : describeGroup(sign().things)}
                    href={
                      sign().things.length === 1
                        ? props.pathOf(sign().things[0]!.brewer.instrument.name)
                        : props.hrefOf(cameraAround(sign().things.map(({ position }) => position), drawn().room))
                    }
                    point={props.point}
                  />
                )}
              </EachById>
              {/* Over all signs: one that stands close by hides no number. */}
              <For each={signs().filter(({ things }) => things.length > 1)}>
                {({ x, y, things }) => <CountBadge x={x} y={y} count={things.length} />}
              </For>
            </svg>
          )}
        </Show>
        <Show when={pointedSign()}>
          {(sign) => (
            <Tip x={sign().x} y={sign().y + gap / 2} room={drawing()!.room} key={namesOf(sign()).join()}>
              <For each={sign().things.slice(0, 6)}>{(one) => <TipLines seen={one} now={props.now} isBrief={sign().things.length > 1} />}</For>
              <Show when={sign().things.length > 6}>
                <span>and {sign().things.length - 6} more</span>
              </Show>
            </Tip>
          )}
        </Show>
        <p class="brewer-map-notes">
          <Show when={outside() > 0}>
            <span>
              {outside()} outside of what is seen.{' '}
              <button type="button" class="link" onClick={() => props.look(null)}>
                Show all
              </button>
            </span>
          </Show>
          <Show when={homeless() > 0}>
            <span>{homeless()} of the list gave no position.</span>
          </Show>
          <Show when={land() === 'unfetched'}>
            <span>The coast lines could not be fetched.</span>
          </Show>
        </p>
      </div>
    </div>
  )
}

/** From a sign to its place, where they are apart. */
const leader = <Thing,>({ x, y, home }: Sign<Thing>): string =>
  Math.hypot(x - home.x, y - home.y) < 2 ? '' : `M${x.toFixed(1)} ${y.toFixed(1)}L${home.x.toFixed(1)} ${home.y.toFixed(1)}m-1.5 0a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0`

const worstOf = (things: readonly Seen[]) =>
  brewerConditions.find((condition) => things.some(({ standing }) => standing.condition === condition)) ?? 'OK'

const describeGroup = (things: readonly Seen[]): string =>
  `${things.length} Brewers close together, the worst ${worstOf(things).toLowerCase()}: look nearer`

const MapSign = (props: { sign: Sign<Placed>; isPointed: boolean; label: string; href: string; point: (name: string | null) => void }) => {
  const name = () => namesOf(props.sign)[0]!
  const worst = () => worstOf(props.sign.things)
  return (
    <g transform={`translate(${props.sign.x.toFixed(1)} ${props.sign.y.toFixed(1)})`}>
      <a
        class="brewer-sign"
        href={props.href}
        aria-label={props.label}
        data-names={namesOf(props.sign).join(' ')}
        data-condition={worst()}
        data-pointed={props.isPointed || undefined}
        onPointerEnter={() => props.point(name())}
        onPointerLeave={() => props.point(null)}
        onFocus={() => props.point(name())}
        onBlur={() => props.point(null)}
      >
        <circle class="brewer-disc" r="12.5" />
        <g transform="translate(-8 -8)">
          <DrawnStatus status={worst()} />
        </g>
      </a>
    </g>
  )
}

const CountBadge = (props: { x: number; y: number; count: number }) => (
  <g class="brewer-badge" aria-hidden="true" transform={`translate(${(props.x + 10).toFixed(1)} ${(props.y - 10).toFixed(1)})`}>
    <circle r="8" />
    <text text-anchor="middle" dy="3.5">
      {props.count}
    </text>
  </g>
)

const TipLines = (props: { seen: Seen; now: number; isBrief: boolean }) => {
  const parts = () => describe(props.seen, props.now).split('\n')
  return (
    <>
      <strong>{parts()[0]}</strong>
      <Show when={!props.isBrief} fallback={<span>{parts()[1]}</span>}>
        <For each={parts().slice(1)}>{(line) => <span>{line}</span>}</For>
      </Show>
    </>
  )
}
