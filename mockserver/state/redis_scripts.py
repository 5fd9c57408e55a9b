"""The steps that Redis takes at once, in its own language.

A sandbox `NAME` has one hash a collection, `P:NAME:c:COLLECTION`, id -> entry, and the hash
`P:NAME:v`, collection -> version. An entry is `VERSION BORN DATA`: the version that it was written
at, the number that orders it among the others, and the record. A version is drawn by whoever
writes, beginning with the server's own clock (`VERSIONS`), so none comes twice, whatever was
dropped in between, and the writer knows it before the server does. `P:version` counts births.

A collection's version ends on 0 if it was, when it was written, as the writer remembered it, and
on 1 if not: who builds upon the writer's memory names the former, and is told that it is stale.
"""

from hashlib import sha1
from typing import Final


class Script:
    """A script and the name that Redis calls it by."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.name = sha1(text.encode(), usedforsecurity=False).hexdigest()


_PLACES: Final = """
local call = redis.call
local prefix, idle = KEYS[1], tonumber(ARGV[2])
local root = prefix .. ':' .. ARGV[1]
local versions = root .. ':v'
local base = root .. ':c:'
local at = 3
"""
_LOOK: Final = """
local stale = {}
for index = 1, tonumber(ARGV[at]) do
  local version = ARGV[at + 3]
  local entry = call('HGET', base .. ARGV[at + 1], ARGV[at + 2])
  local holds
  if entry then
    holds = string.sub(entry, 1, #version + 1) == version .. ' '
  else
    holds = version == '0'
  end
  if not holds then
    stale[#stale + 1] = index - 1
    stale[#stale + 1] = entry
  end
  at = at + 3
end
at = at + 1
"""
"""Reads `COUNT (COLLECTION ID VERSION)...`; `stale` are those that do not hold, as they are."""
_WRITE: Final = """
local function write(collection, id, data, version)
  local hash = base .. collection
  if not data then return call('HDEL', hash, id) end
  local before = call('HGET', hash, id)
  local born, rest
  if before then born, rest = string.match(before, '^%d+ (%d+) (.?)') end
  if not born or rest == '' then born = call('INCR', prefix .. ':version') end
  return call('HSET', hash, id, version .. ' ' .. born .. ' ' .. data)
end
local function write_all(version)
  for index = at + 1, at + 4 * tonumber(ARGV[at]), 4 do
    write(ARGV[index], ARGV[index + 1], ARGV[index + 2] == '1' and ARGV[index + 3], version)
  end
end
"""
"""Writes `COUNT (COLLECTION ID IS_THERE DATA)...`; does not touch a collection's version."""
_KEEP: Final = """
if idle > 0 then
  local left = call('PTTL', versions)
  for _, collection in ipairs(written) do
    -- One that is new has no end yet.
    if left >= 0 and call('PTTL', base .. collection) == -1 then
      call('PEXPIRE', base .. collection, left)
    end
  end
  if left ~= -2 and left < idle * 0.9 then
    for _, collection in ipairs(call('HKEYS', versions)) do
      call('PEXPIRE', base .. collection, idle)
    end
    call('PEXPIRE', versions, idle)
  end
end
"""
"""Puts the end of an idle sandbox off, seldom, and all of it at once; `written` are collections."""

_APPEND: Final = """
local function append(part, most, text)
  local stream = root .. ':' .. part
  local number = call('INCR', stream .. 'n')
  call('XADD', stream, 'MAXLEN', most, number .. '-0', 'r', text)
  if idle > 0 and call('PTTL', stream) < idle * 0.9 then
    for _, key in ipairs({stream, stream .. 'n', stream .. 'c'}) do call('PEXPIRE', key, idle) end
  end
end
"""
"""Adds a text to a stream and gives it the next number."""

VERSIONS: Final = Script("""
local now = redis.call('TIME')
local first = tonumber(now[1]) * 1000 + math.floor(tonumber(now[2]) / 1000)
local before = tonumber(redis.call('GET', KEYS[1] .. ':versions') or 0)
if first <= before then first = before + 1 end
local said = string.format('%.0f', first)
redis.call('SET', KEYS[1] .. ':versions', said)
return said
""")
"""Returns where the versions of a connection begin: milliseconds, never the same twice."""

COMMIT: Final = Script(
    _PLACES
    + _LOOK
    + """
local listed = {}
local most = tonumber(ARGV[at])
for index = 1, tonumber(ARGV[at + 1]) do
  local collection = ARGV[at + 2]
  local version = call('HGET', versions, collection) or '0'
  if ARGV[at + 3] ~= version then
    local small = call('HLEN', base .. collection) <= most
    listed[#listed + 1] = index - 1
    listed[#listed + 1] = version
    listed[#listed + 1] = small and call('HGETALL', base .. collection)
  end
  at = at + 2
end
at = at + 2
local said, written, text = 1, {}, ARGV[#ARGV]
if #stale > 0 or #listed > 0 then
  said = {0, stale, listed}
elseif ARGV[at] ~= '0' then
"""
    + _WRITE
    + """
  local version = ARGV[at]
  local other = string.sub(version, 1, -2) .. '1'
  for index = at + 2, at + 2 * tonumber(ARGV[at + 1]), 2 do
    local collection, expected = ARGV[index], ARGV[index + 1]
    written[#written + 1] = collection
    if expected == '' or expected == (call('HGET', versions, collection) or '0') then
      call('HSET', versions, collection, version)
    else
      call('HSET', versions, collection, other)
      if said == 1 then said = {1} end
      said[#said + 1] = collection
    end
  end
  at = at + 2 + 2 * tonumber(ARGV[at + 1])
  write_all(version)
end
"""
    + _KEEP
    + """
if text ~= '' and #stale == 0 and #listed == 0 then
"""
    + _APPEND
    + """
  append(ARGV[#ARGV - 2], ARGV[#ARGV - 1], text)
end
return said
"""
)
"""Applies writes if everything that was read still holds.

Takes the reads; how many records of a stale collection are worth telling; the scans, `COUNT
(COLLECTION VERSION)...`; the version to write, 0 for none; `COUNT (COLLECTION VERSION)...`, what
the writer remembers of the collections that it writes to, nothing where it does not; the writes;
and at the end a text to be added to a stream if all holds: the name of the stream, how many texts
it keeps at most, and the text; or an empty text alone.

Says 1; or 1 with the collections that are not as the writer remembered them; or 0 with the index
and entry of each stale read, and the index, version and, if they are few, entries of each stale
scan.
"""

APPEND: Final = Script(
    _PLACES
    + _APPEND
    + """
append(ARGV[at], ARGV[at + 1], ARGV[at + 2])
return 1
"""
)
"""Adds a text to a stream: its name, how many texts it keeps at most, the text."""

REPLACE: Final = Script(
    _PLACES
    + _LOOK
    + _WRITE
    + """
if #stale > 0 then return 0 end
local version = ARGV[at]
for index = at + 2, at + 1 + tonumber(ARGV[at + 1]) do
  local beginning = ARGV[index]
  for _, collection in ipairs(call('HKEYS', versions)) do
    if string.sub(collection, 1, #beginning) == beginning
        and call('EXISTS', base .. collection) == 1 then
      call('DEL', base .. collection)
      call('HSET', versions, collection, version)
    end
  end
end
at = at + 2 + tonumber(ARGV[at + 1])
local written = {}
for index = at + 1, at + 4 * tonumber(ARGV[at]), 4 do
  written[#written + 1] = ARGV[index]
  call('HSET', versions, ARGV[index], version)
end
write_all(version)
"""
    + _KEEP
    + "return 1"
)
"""Drops collections by the beginning of their names, then puts records, if all reads still hold."""

READ_ALL: Final = Script(
    _PLACES
    + """
return {call('HGET', versions, ARGV[at]) or '0', call('HGETALL', base .. ARGV[at])}
"""
)
"""Returns a collection and its version."""

COLLECTIONS: Final = Script(
    _PLACES
    + """
local found = {}
for _, collection in ipairs(call('HKEYS', versions)) do
  if call('EXISTS', base .. collection) == 1 then table.insert(found, collection) end
end
return found
"""
)
"""Returns the collections that hold a record."""

DROP: Final = Script(
    _PLACES
    + """
for _, collection in ipairs(call('HKEYS', versions)) do
  call('DEL', base .. collection)
end
call('DEL', versions)
return 1
"""
)
"""Forgets a sandbox."""

COPY: Final = Script(
    _PLACES
    + _WRITE
    + """
local version = ARGV[at]
local source = prefix .. ':' .. ARGV[at + 1]
local collections = call('HKEYS', source .. ':v')
local is_there = false
for _, collection in ipairs(collections) do
  if call('EXISTS', source .. ':c:' .. collection) == 1 then is_there = true end
end
if not is_there then return 0 end
local copied = {}
for _, collection in ipairs(collections) do
  local flat = call('HGETALL', source .. ':c:' .. collection)
  for index = 1, #flat, 2 do
    local born, data = string.match(flat[index + 1], '^%d+ (%d+) (.*)$')
    table.insert(copied, {collection, flat[index], tonumber(born), data})
  end
end
table.sort(copied, function(one, other) return one[3] < other[3] end)
for _, collection in ipairs(call('HKEYS', versions)) do
  call('DEL', base .. collection)
  call('HSET', versions, collection, version)
end
local written = {}
for _, entry in ipairs(copied) do
  written[#written + 1] = entry[1]
  call('HSET', versions, entry[1], version)
  write(entry[1], entry[2], entry[4], version)
end
"""
    + _KEEP
    + "return 1"
)
"""Makes a sandbox's records those of another one."""
