import type { Answer } from '../http/delivery.ts'

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/'

/** Returns a success of the AWS query protocol. */
export function xmlSuccess(requestId: string, action: string, result: Record<string, unknown>): Answer {
  const body = element(`${action}Result`, result) + element('ResponseMetadata', { RequestId: requestId })
  return answer(200, requestId, `<${action}Response xmlns="${NAMESPACE}">${body}</${action}Response>`)
}

/** Returns an error of the AWS query protocol. */
export function xmlError(
  requestId: string,
  error: { code: string; message: string; status: number; fields: Readonly<Record<string, unknown>> },
): Answer {
  const { code, message, status, fields } = error
  const type = status < 500 ? 'Sender' : 'Receiver'
  const body =
    element('Error', { Type: type, Code: code, Message: message, ...fields }) +
    element('RequestId', requestId)
  return answer(status, requestId, `<ErrorResponse xmlns="${NAMESPACE}">${body}</ErrorResponse>`)
}

function element(name: string, value: unknown): string {
  const content =
    typeof value === 'object' && value !== null
      ? Object.entries(value)
          .map(([inner, innerValue]) => element(inner, innerValue))
          .join('')
      : escape(String(value))
  return `<${name}>${content}</${name}>`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function answer(status: number, requestId: string, body: string): Answer {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body }
}
