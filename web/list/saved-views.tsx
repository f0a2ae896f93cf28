import { createMemo, createSignal, For, Show } from 'solid-js'
import type { WebApp } from '../app.ts'
import type { EnumOf } from '../graphql/graphql.ts'
import { keepLive } from '../graphql/live-query.ts'
import { createQuery } from '../graphql/query.ts'
import type { Refusal } from '../graphql/refusal.ts'
import { Action } from '../kit/action.tsx'
import { Dialog } from '../kit/dialog.tsx'
import { Icon } from '../kit/icon.tsx'
import { Menu } from '../kit/menu.tsx'
import { FaultLine } from '../kit/states.tsx'
import {
  createSavedViewDocument,
  deleteSavedViewDocument,
  savedViewsDocument,
  savedViewTouchedDocument,
  updateSavedViewDocument,
  type SavedView,
} from './saved-view-documents.ts'
import { SavedViewForm, type NamedView } from './saved-view-dialog.tsx'
import { isChanged, openedIn, savedViewPath, sendSavedView } from './saved-view.ts'
import { SavedViewsFace } from './saved-views-face.tsx'
import { searchOf, type ListView } from './view.ts'

/** Views of a list under names: opens them, saves what the page shows, and looks after the one that is open. */
export const SavedViews = (props: {
  app: WebApp
  list: { readonly name: string; readonly noun: { readonly many: string } }
  view: ListView
  change: (part: Partial<ListView>, how?: { replace: boolean }) => void
}) => {
  const { app } = props
  const { api, toasts, viewer } = app
  const list = () => props.list.name.toUpperCase() as EnumOf<'SavedViewList'>
  const views = createQuery(api, savedViewsDocument, () => ({ list: list() }))
  keepLive(api, views, () => ({
    document: savedViewTouchedDocument,
    variables: {},
    cursorOf: ({ savedViewChanged }) => savedViewChanged.cursor,
  }))
  const all = () => views.data()?.savedViews.nodes ?? []
  const opened = createMemo(() => openedIn(all(), props.view))
  const hasChanged = () => opened() !== null && isChanged(opened()!, props.view)
  const [asking, setAsking] = createSignal<'new' | 'name' | 'delete' | null>(null)
  const close = () => setAsking(null)
  let place: HTMLDivElement | undefined
  /** The menu gives the focus back to its button first: there it returns to from a dialog. */
  const leave = (act: () => void) => () => {
    place?.querySelector<HTMLElement>(':popover-open')?.hidePopover()
    act()
  }

  const name = (number: number | null) => props.change({ saved: number }, { replace: true })
  const create = async (named: NamedView): Promise<Refusal | null> => {
    const input = { list: list(), search: searchOf(props.view), ...named }
    const { data, refusal } = await sendSavedView(api, createSavedViewDocument, { input })
    if (refusal) return refusal
    await views.reload()
    name(data.payload.savedView?.number ?? null)
    toasts.done(`“${named.name}” is saved`)
    return null
  }
  const rename = async ({ id, revision, number }: SavedView, named: NamedView): Promise<Refusal | null> => {
    const { refusal } = await sendSavedView(api, updateSavedViewDocument, { input: { id, revision, ...named } })
    await views.reload()
    if (!refusal) name(number)
    return refusal
  }
  /** @param before what it was, for whoever wants that back; null when this is that */
  const put = async (view: Pick<SavedView, 'id' | 'number' | 'name' | 'revision'>, search: string, before: string | null) => {
    const { id, number, name: called, revision } = view
    const { data, refusal } = await sendSavedView(api, updateSavedViewDocument, { input: { id, search, revision } })
    await views.reload()
    if (refusal) return toasts.failed(`“${called}” was not updated: ${refusal.message}`, refusal.requestId ?? undefined)
    if (before === null) return toasts.done(`“${called}” is as it was`)
    name(number)
    const next = { id, number, name: called, revision: data.payload.savedView?.revision ?? revision + 1 }
    toasts.done(`“${called}” is updated`, () => void put(next, before, null))
  }
  const remove = async ({ id, revision, name: called }: SavedView) => {
    const { refusal } = await sendSavedView(api, deleteSavedViewDocument, { input: { id, revision } })
    close()
    if (refusal) toasts.failed(`“${called}” was not deleted: ${refusal.message}`, refusal.requestId ?? undefined)
    else {
      name(null)
      toasts.done(`“${called}” is deleted`)
    }
    await views.reload()
  }

  const whyNotChange = (view: SavedView) => viewer.whyNot(view.isShared ? 'view:share' : 'view:write')
  const whyNotSave = () =>
    viewer.whyNot('view:write') ??
    (searchOf(props.view) === '' ? 'There is nothing to save yet: choose a filter, a range of time or columns first.' : undefined)
  const group = (title: string, isShared: boolean) => {
    const own = () => all().filter((view) => view.isShared === isShared)
    return (
      <Show when={own().length > 0}>
        <div class="saved-group" role="group" aria-label={`${title} views`}>
          <p class="menu-title" aria-hidden="true">
            {title}
          </p>
          <For each={own()}>{(view) => <Line href={savedViewPath(props.list.name, view)} name={view.name} isOpen={opened()?.number === view.number} />}</For>
        </div>
      </Show>
    )
  }

  return (
    <div class="saved-views" ref={(element) => (place = element)}>
      <Menu
        label={opened() ? `Views: ${opened()!.name}${hasChanged() ? ' changed' : ''}` : 'Views'}
        class="button"
        face={<SavedViewsFace name={opened()?.name ?? null} isChanged={hasChanged()} />}
      >
        <Show when={views.fault()}>
          {(fault) => <FaultLine fault={fault()} what="The views could not be read." retry={() => void views.reload()} />}
        </Show>
        <Line href={`/${props.list.name}`} name={`All ${props.list.noun.many}`} isOpen={opened() === null && searchOf(props.view) === ''} />
        {group('Shared', true)}
        {group('Only yours', false)}
        <Show when={views.data() && all().length === 0}>
          <p class="saved-none">No views are saved yet.</p>
        </Show>
        <hr class="menu-line" />
        <Show when={opened()}>
          {(view) => (
            <>
              <Show when={hasChanged()}>
                <Action
                  class="menu-item"
                  whyNot={whyNotChange(view())}
                  act={leave(() => void put(view(), searchOf(props.view), view().search))}
                >
                  <Icon name="check" />
                  Update “{view().name}”
                </Action>
              </Show>
              <Action class="menu-item" whyNot={whyNotChange(view())} act={leave(() => setAsking('name'))}>
                <Icon name="pencil" />
                Rename or share …
              </Action>
              <Action class="menu-item" whyNot={whyNotChange(view())} act={leave(() => setAsking('delete'))}>
                <Icon name="cross" />
                Delete …
              </Action>
            </>
          )}
        </Show>
        <Action class="menu-item" whyNot={whyNotSave()} act={leave(() => setAsking('new'))}>
          <Icon name="plus" />
          Save as a new view …
        </Action>
        <Show when={whyNotSave()}>{(why) => <p class="saved-none">{why()}</p>}</Show>
      </Menu>
      <Dialog title="Save this view" isOpen={asking() === 'new'} close={close}>
        <SavedViewForm app={app} saved={null} submit={create} close={close} />
      </Dialog>
      <Dialog title={`Change “${opened()?.name ?? ''}”`} isOpen={asking() === 'name' && opened() !== null} close={close}>
        <SavedViewForm app={app} saved={opened()} submit={(named) => rename(opened()!, named)} close={close} />
      </Dialog>
      <Dialog title={`Delete “${opened()?.name ?? ''}”`} isOpen={asking() === 'delete' && opened() !== null} close={close}>
        <p>
          {opened()?.isShared ? 'Nobody will find it any more.' : 'You will not find it any more.'} The {props.list.noun.many} that it
          shows stay as they are, and so do links to it.
        </p>
        <div class="dialog-actions">
          <button type="button" class="button" autofocus onClick={close}>
            Keep it
          </button>
          <button type="button" class="button" data-kind="danger" onClick={() => void remove(opened()!)}>
            Delete it
          </button>
        </div>
      </Dialog>
    </div>
  )
}

const Line = (props: { href: string; name: string; isOpen: boolean }) => (
  <a class="menu-item saved-line" href={props.href} aria-current={props.isOpen ? 'true' : undefined}>
    <span class="saved-line-name">{props.name}</span>
    <Show when={props.isOpen}>
      <Icon name="check" />
    </Show>
  </a>
)
