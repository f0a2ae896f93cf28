import { geoEqualEarth, type GeoProjection } from 'd3-geo'
import { mostZoom, type Camera } from '../view.ts'

export type Frame = { readonly width: number; readonly height: number }
/** Degrees, north and east positive. */
export type Position = { readonly latitude: number; readonly longitude: number }

/** Free of signs around the stations. */
const edge = 40
/** Coast lines of 1:110 million say nothing closer than this. */
const closest = 14
/** Where one's only station is can still be seen by the continent around it. */
const closestOfAll = 6
/** Stations over more than this are all over the world: it has its usual middle then, not one in an ocean. */
const worldwide = 240

const wrap = (longitude: number): number => ((((longitude + 180) % 360) + 360) % 360) - 180

/** The middle of the shortest stretch of longitudes that holds all of these: the Pacific is no gap between its coasts. */
export const middleOf = (longitudes: readonly number[]): number => {
  const sorted = longitudes.map(wrap).toSorted((a, b) => a - b)
  const first = sorted[0]
  if (first === undefined) return 0
  let [widest, east] = [-1, first]
  for (const [index, longitude] of sorted.entries()) {
    const gap = (sorted[index + 1] ?? first + 360) - longitude
    // The stretch begins where the widest gap ends.
    if (gap > widest) [widest, east] = [gap, longitude + gap]
  }
  return 360 - widest > worldwide ? 0 : wrap(east + (360 - widest) / 2)
}

const world = ({ width, height }: Frame, middle: number): GeoProjection =>
  geoEqualEarth().rotate([-middle, 0]).fitExtent([[4, 4], [Math.max(8, width - 4), Math.max(8, height - 4)]], { type: 'Sphere' })

/** Moves what stands at a point of an unmoved projection to the middle of the frame. */
const centred = (projection: GeoProjection, [x, y]: readonly [number, number], { width, height }: Frame): GeoProjection => {
  const [left, top] = projection.translate()
  return projection.translate([left + width / 2 - x, top + height / 2 - y])
}

const fitted = (positions: readonly Position[], frame: Frame, nearest: number): GeoProjection => {
  const projection = world(frame, middleOf(positions.map(({ longitude }) => longitude)))
  const whole = projection.scale()
  const points = positions.flatMap(({ latitude, longitude }) => [projection([longitude, latitude]) ?? []]).filter((point) => point.length === 2)
  const [xs, ys] = [points.map(([x]) => x!), points.map(([, y]) => y!)]
  const [width, height] = [Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)]
  const room = Math.min((frame.width - 2 * edge) / Math.max(width, 1e-6), (frame.height - 2 * edge) / Math.max(height, 1e-6))
  projection.scale(whole * Math.min(nearest, Math.max(1, room)))
  const moved = positions.flatMap(({ latitude, longitude }) => [projection([longitude, latitude]) ?? []]).filter((point) => point.length === 2)
  const middle = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2
  return centred(projection, [middle(moved.map(([x]) => x!)), middle(moved.map(([, y]) => y!))], frame)
}

/** Where things of the world stand in a frame. */
export const projectionOf = (camera: Camera, positions: readonly Position[], frame: Frame): GeoProjection => {
  if (camera === 'world' || (camera === null && positions.length === 0)) return world(frame, 0)
  if (camera === null) return fitted(positions, frame, closestOfAll)
  const projection = world(frame, camera.longitude)
  projection.scale(projection.scale() * camera.zoom)
  return centred(projection, projection([camera.longitude, camera.latitude]) ?? [0, 0], frame)
}

/** The camera that shows what a projection does, nearer or further by a factor. */
export const cameraOf = (projection: GeoProjection, frame: Frame, factor = 1): Camera => {
  const zoom = (projection.scale() / world(frame, 0).scale()) * factor
  if (zoom <= 1) return 'world'
  const [longitude, latitude] = projection.invert?.([frame.width / 2, frame.height / 2]) ?? [0, 0]
  return {
    latitude: Math.min(85, Math.max(-85, latitude)),
    longitude: wrap(longitude),
    zoom: Math.min(mostZoom, zoom),
  }
}

/** The camera that shows these as large as they fit. */
export const cameraAround = (positions: readonly Position[], frame: Frame): Camera => cameraOf(fitted(positions, frame, closest), frame)
