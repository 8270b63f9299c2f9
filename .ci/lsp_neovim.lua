-- Writes a rule in Neovim with the plugin that the tool printed, and looks at what the editor then knows. See lsp-client.
local function fail(what)
  io.stderr:write('the language server in Neovim: ' .. what .. '\n')
  vim.cmd('cquit 1')
end

local function wait(what, condition)
  if not vim.wait(30000, condition, 20) then fail('no ' .. what) end
end

local function main()
  local buffer = vim.api.nvim_get_current_buf()
  if vim.bo.filetype ~= 'secrule' then fail('the file type is ' .. vim.bo.filetype) end
  local clients = vim.lsp.get_clients or vim.lsp.get_active_clients
  wait('client', function() return clients()[1] and vim.lsp.buf_is_attached(buffer, clients()[1].id) end)

  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, {
    'rule written for device', '  when risk_level >= hgh', '  then run isolate on device', '  because "😀 {device.name}"',
  })
  local function errors() return vim.diagnostic.get(buffer, { severity = vim.diagnostic.severity.ERROR }) end
  wait('diagnostic', function() return #errors() == 1 and errors()[1].lnum == 1 end)

  local function request(method, line, character)
    local parameters = {
      textDocument = { uri = vim.uri_from_bufnr(buffer) }, position = { line = line, character = character },
    }
    local answers = vim.lsp.buf_request_sync(buffer, method, parameters, 30000) or {}
    for _, answer in pairs(answers) do
      if answer.result then return answer.result end
    end
    fail('no answer to ' .. method)
  end
  local found
  for _, item in ipairs(request('textDocument/completion', 1, 21).items) do
    if item.label == 'high' then found = item end
  end
  if not found then fail('no completion') end
  vim.lsp.util.apply_text_edits({ found.textEdit }, buffer, 'utf-16')
  if vim.api.nvim_buf_get_lines(buffer, 1, 2, false)[1] ~= '  when risk_level >= high' then fail('another edit') end
  wait('repair', function() return #errors() == 0 end)
  if not request('textDocument/hover', 1, 8).contents.value:find('device.risk_level', 1, true) then fail('no hover') end
  -- Behind a character of two UTF-16 units.
  if not request('textDocument/hover', 3, 22).contents.value:find('device.name', 1, true) then fail('other columns') end

  local group = vim.fn.synIDattr(vim.fn.synID(2, 3, 1), 'name')
  if group ~= 'secruleKeyword' then fail("'when' is coloured as '" .. group .. "'") end
  group = vim.fn.synIDattr(vim.fn.synID(4, 3, 1), 'name')
  if group ~= 'secruleKeyword' then fail("'because' is coloured as '" .. group .. "'") end
  group = vim.fn.synIDattr(vim.fn.synID(4, 12, 1), 'name')
  if group ~= 'secruleText' then fail("a text is coloured as '" .. group .. "'") end

  local version = vim.version()
  print(('Neovim %d.%d.%d: diagnostics, completion, hover and colours work'):format(
    version.major, version.minor, version.patch))
  print('\n')
  vim.cmd('qall!')
end

local ok, problem = xpcall(main, debug.traceback)
if not ok then fail(problem) end
