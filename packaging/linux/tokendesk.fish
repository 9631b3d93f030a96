# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_tokendesk_global_optspecs
    string join \n sandbox theme= profile= get h/help V/version
end

function __fish_tokendesk_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_tokendesk_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_tokendesk_using_subcommand
    set -l cmd (__fish_tokendesk_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c tokendesk -n "__fish_tokendesk_needs_command" -l theme -d 'Light, dark, or match the system; overrides the settings for this run' -r -f -a "system\t''
light\t''
dark\t''"
complete -c tokendesk -n "__fish_tokendesk_needs_command" -l profile -d 'Select the profile with this name or ID (case-insensitive)' -r
complete -c tokendesk -n "__fish_tokendesk_needs_command" -l sandbox -d 'Open with sample profiles and a mock console on this computer; your keyring is not touched'
complete -c tokendesk -n "__fish_tokendesk_needs_command" -l get -d 'Get its token and copy the header right away'
complete -c tokendesk -n "__fish_tokendesk_needs_command" -s h -l help -d 'Print help'
complete -c tokendesk -n "__fish_tokendesk_needs_command" -s V -l version -d 'Print version'
complete -c tokendesk -n "__fish_tokendesk_needs_command" -f -a "sandbox-console" -d 'Serve only the mock console, for Postman and other clients, until interrupted'
complete -c tokendesk -n "__fish_tokendesk_needs_command" -f -a "choose-file" -d 'Ask where to save a file, or which one to open; used by the window itself'
complete -c tokendesk -n "__fish_tokendesk_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand sandbox-console" -l port -d 'The port on 127.0.0.1; 0 picks a free one' -r
complete -c tokendesk -n "__fish_tokendesk_using_subcommand sandbox-console" -s h -l help -d 'Print help'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand choose-file" -l name -d 'The proposed name of a file to save; without it, a file is opened' -r
complete -c tokendesk -n "__fish_tokendesk_using_subcommand choose-file" -s h -l help -d 'Print help'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand help; and not __fish_seen_subcommand_from sandbox-console choose-file help" -f -a "sandbox-console" -d 'Serve only the mock console, for Postman and other clients, until interrupted'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand help; and not __fish_seen_subcommand_from sandbox-console choose-file help" -f -a "choose-file" -d 'Ask where to save a file, or which one to open; used by the window itself'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand help; and not __fish_seen_subcommand_from sandbox-console choose-file help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
