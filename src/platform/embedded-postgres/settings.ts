/** PostgreSQL's settings, given on the command line at each start so that they always are those of this release. */
export function serverArguments(options: {
  dataDirectory: string;
  port: number;
  durable: boolean;
}): string[] {
  const settings = {
    port: options.port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    max_connections: 60,

    // For two cores and one gigabyte that the server shares with the application.
    shared_buffers: '128MB',
    effective_cache_size: '512MB',
    work_mem: '8MB',
    maintenance_work_mem: '128MB',
    max_parallel_workers: 2,
    jit: 'off',

    // An extract is loaded in one go: fewer, larger checkpoints.
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    wal_compression: 'on',

    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    // A statement may hold people's values, which belong in no log.
    log_min_error_statement: 'panic',

    ...(options.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', options.dataDirectory, ...flags];
}
