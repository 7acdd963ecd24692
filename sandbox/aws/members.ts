import { AwsError } from './aws-error.ts'

/**
 * Reads the members of an operation's input under the constraints of the service model.
 *
 * A wrong JSON type throws SerializationException at once. Other broken constraints are collected, and `done` throws
 * one ValidationException that names them all in AWS's words.
 */
export class Members {
  readonly #input: Readonly<Record<string, unknown>>
  readonly #path: string
  readonly #problems: string[]

  /**
   * @param path the structure's path in the operation's input
   * @param problems the list that collects problems
   */
  constructor(input: Readonly<Record<string, unknown>>, path = '', problems: string[] = []) {
    this.#input = input
    this.#path = path
    this.#problems = problems
  }

  /** Reads a required string; returns `''` on a problem. */
  requiredText(name: string, pattern?: string, most?: number): string {
    const value = this.text(name, pattern, most)
    if (value === undefined) this.#missing(name)
    return value ?? ''
  }

  /** Reads an optional string of at most `most` characters. */
  text(name: string, pattern?: string, most = Number.POSITIVE_INFINITY): string | undefined {
    const value = this.#input[name] ?? undefined
    if (value === undefined) return undefined
    if (typeof value !== 'string') throw wrongType(value, 'a String')
    if (value.length > most) this.#tooMany(name, value, most)
    if (pattern !== undefined) this.#match(name, value, pattern)
    return value
  }

  /** Reads a required boolean; returns `false` on a problem. */
  requiredFlag(name: string): boolean {
    const value = this.#input[name] ?? undefined
    if (value === undefined) this.#missing(name)
    else if (typeof value !== 'boolean') throw wrongType(value, 'a Boolean')
    return value === true
  }

  /** Reads an optional whole number within bounds. */
  integer(name: string, least: number, most: number): number | undefined {
    const value = this.#input[name] ?? undefined
    if (value === undefined) return undefined
    if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType(value, 'an Integer')
    if (value < least)
      this.#broken(name, String(value), `Member must have value greater than or equal to ${least}`)
    if (value > most)
      this.#broken(name, String(value), `Member must have value less than or equal to ${most}`)
    return value
  }

  /** Reads an optional string of a closed set. */
  choice<const T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.text(name)
    const chosen = choices.find((choice) => choice === value)
    if (value !== undefined && chosen === undefined)
      this.#broken(name, value, `Member must satisfy enum value set: [${choices.join(', ')}]`)
    return chosen
  }

  /** Reads an optional list of 1 to `most` strings. */
  texts(name: string, pattern: string, most: number): string[] | undefined {
    const value = this.#input[name] ?? undefined
    if (value === undefined) return undefined
    if (!Array.isArray(value)) throw wrongType(value, 'a List')
    const texts = value.map((element: unknown) => {
      if (typeof element !== 'string') throw wrongType(element, 'a String')
      return element
    })
    const shown = `[${texts.join(', ')}]`
    if (texts.length < 1) this.#broken(name, shown, 'Member must have length greater than or equal to 1')
    if (texts.length > most) this.#tooMany(name, shown, most)
    for (const text of texts) this.#match(name, text, pattern)
    return texts
  }

  /** Reads an optional list of structures, and collects their problems here. */
  structures(name: string): Members[] | undefined {
    const value = this.#input[name] ?? undefined
    if (value === undefined) return undefined
    if (!Array.isArray(value)) throw wrongType(value, 'a List')
    return value.map((element: unknown, index) => {
      if (typeof element !== 'object' || element === null) throw wrongType(element, 'a Structure')
      const path = `${this.#wireName(name)}.${index + 1}.member.`
      return new Members(Object.fromEntries(Object.entries(element)), path, this.#problems)
    })
  }

  /** Reads a required list of structures; returns an empty list on a problem. */
  requiredStructures(name: string): Members[] {
    const structures = this.structures(name)
    if (structures === undefined) this.#missing(name)
    return structures ?? []
  }

  /** @throws {AwsError} ValidationException if a constraint is broken */
  done(): void {
    const count = this.#problems.length
    if (count === 0) return
    const heading = `${count} validation error${count === 1 ? '' : 's'} detected`
    throw new AwsError('ValidationException', `${heading}: ${this.#problems.join('; ')}`)
  }

  #match(name: string, value: string, pattern: string): void {
    if (!new RegExp(`^(?:${pattern})$`, 'u').test(value))
      this.#broken(name, value, `Member must satisfy regular expression pattern: ${pattern}`)
  }

  #tooMany(name: string, value: string, most: number): void {
    this.#broken(name, value, `Member must have length less than or equal to ${most}`)
  }

  #missing(name: string): void {
    this.#problems.push(
      `Value at '${this.#wireName(name)}' failed to satisfy constraint: Member must not be null`,
    )
  }

  #broken(name: string, value: string, constraint: string): void {
    this.#problems.push(
      `Value '${value}' at '${this.#wireName(name)}' failed to satisfy constraint: ${constraint}`,
    )
  }

  #wireName(name: string): string {
    return this.#path + name.charAt(0).toLowerCase() + name.slice(1)
  }
}

function wrongType(value: unknown, wanted: string): AwsError {
  const kind = Array.isArray(value) ? 'ARRAY' : (typeof value).toUpperCase()
  return new AwsError('SerializationException', `${kind}_VALUE can not be converted to ${wanted}`)
}
