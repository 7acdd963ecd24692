import { imageKey, isImageId, isRegion, type ImageReference, type Region } from '../../sharing/identifiers.ts'
import type { Origins } from '../../sharing/origins.ts'
import type { Wanted } from '../../sharing/request.ts'
import { destinationsOf } from '../../sharing/ways.ts'
import { quoted } from '../input-problems.ts'
import { regionRemedy } from '../region-remedy.ts'
import type { Place } from './place.ts'
import { noted, type Noted, type Words } from './policy-problems.ts'
import { unsharesInTemporary, type PolicyContext, type RecipientReader } from './policy-recipients.ts'
import type { YamlReader } from './yaml-reader.ts'

const keys = ['id', 'name', 'region', 'share-with', 'exclusive']

type Selection = { readonly image: ImageReference } | { readonly region: Region; readonly name: string }

/** Reads the images of a policy one by one. Each may be listed once. */
export class ImageReader {
  readonly #reader: YamlReader
  readonly #recipients: RecipientReader
  readonly #context: PolicyContext
  readonly #indexes = new Map<string, Place['key']>()

  constructor(reader: YamlReader, recipients: RecipientReader, context: PolicyContext) {
    this.#reader = reader
    this.#recipients = recipients
    this.#context = context
  }

  /** Reads the next image. */
  read(image: Place): Wanted | Noted {
    const values = this.#reader.mapping(image, keys)
    if (values === noted) return noted
    const region = this.#region(image, values.get('region'))
    const selection = this.#selection(image, region, values.get('id'), values.get('name'))
    const exclusive = this.#exclusive(values.get('exclusive'))
    const list = values.get('share-with')
    const recipients =
      list === undefined
        ? this.#reader.noteMissing(image, 'share-with', 'List the accounts that may copy the image.')
        : this.#recipients.read(list, exclusive !== false)
    if (selection === noted || exclusive === noted || recipients === noted) return noted
    const { ways, units, sources } = recipients
    const { share, ended, timeBoxes, via, overruled } = destinationsOf(ways)
    const origins: Origins = { via, overruled, leftOut: new Map(), closed: exclusive ? sources : [] }
    return {
      ...selection,
      share,
      unshare: exclusive ? 'everyone-else' : ended,
      timeBoxes,
      ...(units.length === 0 ? {} : { units }),
      ...(sources.length === 0 ? {} : { origins }),
      where: this.#reader.positionOf(image),
    }
  }

  #region(image: Place, place: Place | undefined): Region | Noted {
    if (place === undefined) return this.#context.defaultRegion ?? this.#reader.note(image, noRegion)
    const text = this.#reader.textOf(place, isText, notRegion(''))
    return text === noted || isRegion(text) ? text : this.#reader.note(place, notRegion(text))
  }

  #selection(
    image: Place,
    region: Region | Noted,
    id: Place | undefined,
    name: Place | undefined,
  ): Selection | Noted {
    const imageId = id === undefined ? undefined : this.#reader.textOf(id, isImageId, notImageId)
    const imageName = name === undefined ? undefined : this.#reader.textOf(name, isImageName, notImageName)
    if (imageId !== undefined && imageName !== undefined) return this.#reader.note(image, both)
    if (imageId !== undefined) {
      if (region === noted || imageId === noted) return noted
      const reference = { region, id: imageId }
      return this.#once(image, imageKey(reference), { image: reference })
    }
    if (imageName === undefined) return this.#reader.note(image, neither)
    if (region === noted || imageName === noted) return noted
    return this.#once(image, `${region} ${imageName}`, { region, name: imageName })
  }

  #once(image: Place, key: string, selection: Selection): Selection | Noted {
    const first = this.#indexes.get(key)
    if (first !== undefined) return this.#reader.note(image, repeated(first))
    this.#indexes.set(key, image.key)
    return selection
  }

  #exclusive(place: Place | undefined): boolean | Noted {
    if (place === undefined) return false
    const value = this.#reader.value(place, isBoolean, notBoolean)
    return value === true && this.#context.temporary ? this.#reader.note(place, unsharesInTemporary) : value
  }
}

// AWS allows 64 characters. AWS itself judges which characters: an unknown name is reported as such.
// https://docs.aws.amazon.com/workspaces/latest/api/API_CreateWorkspaceImage.html
function isImageName(text: string): text is string {
  return /^.{1,64}$/su.test(text)
}

function isText(text: string): text is string {
  return text !== ''
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean'
}

const noRegion: Words = ['the image has no Region', 'Add region: here, or set the input aws-region.']
const both: Words = ['the image has both id and name', 'Give one of the two.']
const neither: Words = ['the image has neither id nor name', 'Give one of the two.']
const notImageId: Words = [
  'is not a WorkSpaces image id (wsi- and 9 to 63 lower-case letters or digits)',
  'Copy the id from the WorkSpaces console, under Images.',
]
const notImageName: Words = [
  'is not the name of an image (1 to 64 characters)',
  'Copy the name from the WorkSpaces console, under Images.',
]
const notBoolean: Words = ['is neither true nor false', 'Write true or false.']

// The message quotes a text itself; this problem follows any other value.
function notRegion(text: string): Words {
  const rule = 'is not the code of a Region'
  return [text === '' ? rule : `${quoted(text)} ${rule}`, regionRemedy(text)]
}

function repeated(first: Place['key']): Words {
  return [`the image is at images[${first}] already`, 'Put all its accounts in one place.']
}
