import { type ArgumentsHost, Catch, GatewayTimeoutException, InternalServerErrorException, ServiceUnavailableException } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import { ProcessExit } from '../kernel/process-exit.js';

/**
 * Turns a failed `call` into an HTTP status: 504 for a timeout, 503 for a process that is not there, 500 for all other reasons, without
 * a word about them.
 *
 * `BeamworkModule.forRoot` installs it for the whole application.
 *
 * @see https://docs.nestjs.com/exception-filters
 */
@Catch(ProcessExit)
export class ProcessExitFilter extends BaseExceptionFilter<Error> {
  /** Answers with the status; outside of HTTP the exit goes on as it is. */
  override catch(exit: ProcessExit, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw exit;
    super.catch(statusOf(exit.reason), host);
  }
}

function statusOf(reason: unknown): GatewayTimeoutException | ServiceUnavailableException | InternalServerErrorException {
  const [failure]: readonly unknown[] = Array.isArray(reason) ? reason : [reason];
  if (failure === 'timeout') return new GatewayTimeoutException();
  return failure === 'noproc' ? new ServiceUnavailableException() : new InternalServerErrorException();
}
