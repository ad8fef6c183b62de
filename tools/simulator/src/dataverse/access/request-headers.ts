import { headerOf, type ServiceRequest } from '../../service/exchange';
import { DataverseError, refusals } from '../dataverse-error';

/** Header values and lengths that the Web API refuses whatever the request is. */

const longestUrl = 32_768;
const accepted = /\*\/\*|application\/(json|xml|\*)|text\/plain|multipart\/mixed/;

export function checkHeaders(request: ServiceRequest): void {
  const url = request.path.length + request.query.length + 1;
  if (url > longestUrl)
    throw new DataverseError(414, '', `The request URI is too long: ${url} characters, at most ${longestUrl} are allowed.`);
  for (const name of ['odata-version', 'odata-maxversion']) {
    const version = headerOf(request, name);
    if (version !== undefined && version !== '4.0' && !(name === 'odata-maxversion' && version === '4.01'))
      throw refusals.argument(`The ${name} '${version}' is not supported; send 4.0.`);
  }
  const accept = headerOf(request, 'accept');
  if (accept !== undefined && !accepted.test(accept))
    throw new DataverseError(
      415,
      '0x0',
      `A supported MIME type could not be found that matches the acceptable MIME types for the request: '${accept}'.`,
    );
}
