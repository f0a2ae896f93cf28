/** What people may change of an instrument; its name stays. */
export type Edited = {
  readonly kind: string
  readonly place: string | null
  readonly latitude: number | null
  readonly longitude: number | null
  readonly description: string | null
}

export const editedFields = ['kind', 'place', 'latitude', 'longitude', 'description'] as const
export type EditedField = (typeof editedFields)[number]

/** As it stands in the form. */
export type Draft = Readonly<Record<EditedField, string>>

export const toDraft = (instrument: Edited): Draft => ({
  kind: instrument.kind,
  place: instrument.place ?? '',
  latitude: instrument.latitude === null ? '' : String(instrument.latitude),
  longitude: instrument.longitude === null ? '' : String(instrument.longitude),
  description: instrument.description ?? '',
})

/** Of an instrument that is yet to be made. */
export const newDraft: Draft = { kind: '', place: '', latitude: '', longitude: '', description: '' }

const limits = { latitude: 90, longitude: 180 } as const

/** What is wrong with a field before the server is asked; undefined when nothing is. */
export const faultIn = (draft: Draft, field: EditedField): string | undefined => {
  const text = draft[field].trim()
  if (field === 'kind') return text === '' ? 'Say what it is: brewer, pump …' : undefined
  if ((field !== 'latitude' && field !== 'longitude') || text === '') return undefined
  const most = limits[field]
  return Math.abs(degrees(text) ?? 0) <= most ? undefined : `A number of degrees from -${most} to ${most}`
}

const degrees = (text: string) => (text.trim() === '' ? null : Number(text.replace(',', '.')))
const words = (text: string) => text.trim() || null

/** What a form says. @param draft without faults */
export const valuesOf = ({ kind, place, latitude, longitude, description }: Draft): Edited => ({
  kind: kind.trim(), place: words(place), latitude: degrees(latitude), longitude: degrees(longitude), description: words(description),
})

/** What the editor changed of what they saw: left out stays as it is, null clears. */
export const changesOf = (draft: Draft, seen: Edited): Partial<Edited> => {
  const values = valuesOf(draft)
  return Object.fromEntries(editedFields.flatMap((field) => (values[field] === seen[field] ? [] : [[field, values[field]]])))
}
