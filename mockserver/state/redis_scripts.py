"""The steps that Redis takes at once, in its own language.

A sandbox `NAME` has one hash a collection, `P:NAME:c:COLLECTION`, id -> entry, and the hash
`P:NAME:v`, collection -> version. An entry is `VERSION BORN DATA`: the version that it was written
at, the version that orders it among the others, and the record. `P:version` counts for all
sandboxes, so no version comes twice, whatever was dropped in between.
"""

from typing import Final

_LIBRARY: Final = """
local prefix, name, idle = KEYS[1], ARGV[1], tonumber(ARGV[2])
local root = prefix .. ':' .. name
local versions = root .. ':v'
local function hash(collection) return root .. ':c:' .. collection end
local function version_of(entry)
  return entry and tonumber(string.match(entry, '^(%d+) ')) or 0
end
local function write(collection, id, data)
  local version = redis.call('INCR', prefix .. ':version')
  redis.call('HSET', versions, collection, version)
  if not data then
    redis.call('HDEL', hash(collection), id)
    return
  end
  local born = version
  local before = redis.call('HGET', hash(collection), id)
  if before then
    local old_born, rest = string.match(before, '^%d+ (%d+) (.?)')
    if rest ~= '' then born = old_born end
  end
  redis.call('HSET', hash(collection), id, version .. ' ' .. born .. ' ' .. data)
end
local function keep()
  if idle > 0 and redis.call('PTTL', versions) < idle * 0.9 then
    for _, collection in ipairs(redis.call('HKEYS', versions)) do
      redis.call('PEXPIRE', hash(collection), idle)
    end
    redis.call('PEXPIRE', versions, idle)
  end
end
local at = 3
local function take() at = at + 1; return ARGV[at - 1] end
local function reads_hold()
  local holds = true
  for _ = 1, tonumber(take()) do
    local collection, id, version = take(), take(), tonumber(take())
    if version_of(redis.call('HGET', hash(collection), id)) ~= version then holds = false end
  end
  return holds
end
local function write_all()
  for _ = 1, tonumber(take()) do
    local collection, id, is_there, data = take(), take(), take(), take()
    write(collection, id, is_there == '1' and data)
  end
end
"""

COMMIT: Final = (
    _LIBRARY
    + """
local holds = reads_hold()
for _ = 1, tonumber(take()) do
  local collection, version = take(), tonumber(take())
  if tonumber(redis.call('HGET', versions, collection) or 0) ~= version then holds = false end
end
if holds then write_all() end
keep()
return holds and 1 or 0
"""
)
"""Applies writes if everything that was read still holds."""

REPLACE: Final = (
    _LIBRARY
    + """
if not reads_hold() then return 0 end
for _ = 1, tonumber(take()) do
  local beginning = take()
  for _, collection in ipairs(redis.call('HKEYS', versions)) do
    if string.sub(collection, 1, #beginning) == beginning
        and redis.call('EXISTS', hash(collection)) == 1 then
      redis.call('DEL', hash(collection))
      redis.call('HSET', versions, collection, redis.call('INCR', prefix .. ':version'))
    end
  end
end
write_all()
keep()
return 1
"""
)
"""Drops collections, then puts records, if everything that was read still holds."""

READ_ALL: Final = (
    _LIBRARY
    + """
local collection = take()
return {redis.call('HGET', versions, collection) or '0', redis.call('HGETALL', hash(collection))}
"""
)
"""Returns a collection and its version."""

COLLECTIONS: Final = (
    _LIBRARY
    + """
local found = {}
for _, collection in ipairs(redis.call('HKEYS', versions)) do
  if redis.call('EXISTS', hash(collection)) == 1 then table.insert(found, collection) end
end
return found
"""
)
"""Returns the collections that hold a record."""

DROP: Final = (
    _LIBRARY
    + """
for _, collection in ipairs(redis.call('HKEYS', versions)) do
  redis.call('DEL', hash(collection))
end
redis.call('DEL', versions)
return 1
"""
)
"""Forgets a sandbox."""

COPY: Final = (
    _LIBRARY
    + """
local source = prefix .. ':' .. take()
local collections = redis.call('HKEYS', source .. ':v')
local is_there = false
for _, collection in ipairs(collections) do
  if redis.call('EXISTS', source .. ':c:' .. collection) == 1 then is_there = true end
end
if not is_there then return 0 end
local copied = {}
for _, collection in ipairs(collections) do
  local flat = redis.call('HGETALL', source .. ':c:' .. collection)
  for index = 1, #flat, 2 do
    local born, data = string.match(flat[index + 1], '^%d+ (%d+) (.*)$')
    table.insert(copied, {collection, flat[index], tonumber(born), data})
  end
end
table.sort(copied, function(one, other) return one[3] < other[3] end)
for _, collection in ipairs(redis.call('HKEYS', versions)) do
  redis.call('DEL', hash(collection))
  redis.call('HSET', versions, collection, redis.call('INCR', prefix .. ':version'))
end
for _, entry in ipairs(copied) do write(entry[1], entry[2], entry[4]) end
keep()
return 1
"""
)
"""Makes a sandbox's records those of another one."""
