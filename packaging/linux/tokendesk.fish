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
complete -c tokendesk -n "__fish_tokendesk_needs_command" -l sandbox -d 'Use sample profiles and a mock console on this computer; your keyring is not touched'
complete -c tokendesk -n "__fish_tokendesk_needs_command" -l get -d 'Get its token and copy the header right away'
complete -c tokendesk -n "__fish_tokendesk_needs_command" -s h -l help -d 'Print help'
complete -c tokendesk -n "__fish_tokendesk_needs_command" -s V -l version -d 'Print version'
complete -c tokendesk -n "__fish_tokendesk_needs_command" -f -a "list" -d 'List the profiles in the keyring, without their secrets'
complete -c tokendesk -n "__fish_tokendesk_needs_command" -f -a "token" -d 'Sign in once with a profile and print the token'
complete -c tokendesk -n "__fish_tokendesk_needs_command" -f -a "check" -d 'Sign in once with each profile and report which credentials work; their tokens are dropped'
complete -c tokendesk -n "__fish_tokendesk_needs_command" -f -a "sandbox-console" -d 'Serve only the mock console, for Postman and other clients, until interrupted'
complete -c tokendesk -n "__fish_tokendesk_needs_command" -f -a "choose-file" -d 'Ask where to save a file, or which one to open; used by the window itself'
complete -c tokendesk -n "__fish_tokendesk_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand list" -l format -d 'A table for people, or JSON for programs' -r -f -a "table\t''
json\t''"
complete -c tokendesk -n "__fish_tokendesk_using_subcommand list" -l keyring-timeout -d 'How long the keyring may take to answer, for example until someone unlocks it' -r
complete -c tokendesk -n "__fish_tokendesk_using_subcommand list" -l no-input -d 'Ask nothing, neither at the terminal nor by the keyring\'s own prompt: what is locked or missing is a failure'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand list" -l sandbox -d 'Use sample profiles and a mock console on this computer; your keyring is not touched'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand token" -l format -d 'What to print' -r -f -a "header\t'Authorization: Bearer …'
token\t'The token alone'
json\t'The token, when it expires, and whose it is'
exec-credential\t'An exec credential of Kubernetes (client.authentication.k8s.io/v1)'"
complete -c tokendesk -n "__fish_tokendesk_using_subcommand token" -l keyring-timeout -d 'How long the keyring may take to answer, for example until someone unlocks it' -r
complete -c tokendesk -n "__fish_tokendesk_using_subcommand token" -l password-stdin -d 'Read the user account\'s password from standard input: the first line'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand token" -l code-stdin -d 'Read a two-factor code from standard input: the next line'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand token" -l no-input -d 'Ask nothing, neither at the terminal nor by the keyring\'s own prompt: what is locked or missing is a failure'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand token" -l sandbox -d 'Use sample profiles and a mock console on this computer; your keyring is not touched'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand token" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand check" -l format -d 'A table for people, or JSON for programs' -r -f -a "table\t''
json\t''"
complete -c tokendesk -n "__fish_tokendesk_using_subcommand check" -l keyring-timeout -d 'How long the keyring may take to answer, for example until someone unlocks it' -r
complete -c tokendesk -n "__fish_tokendesk_using_subcommand check" -l users -d 'Also check user accounts with a saved password; a failed sign-in counts toward locking the account'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand check" -l no-input -d 'Ask nothing, neither at the terminal nor by the keyring\'s own prompt: what is locked or missing is a failure'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand check" -l sandbox -d 'Use sample profiles and a mock console on this computer; your keyring is not touched'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand sandbox-console" -l port -d 'The port on 127.0.0.1; 0 picks a free one' -r
complete -c tokendesk -n "__fish_tokendesk_using_subcommand sandbox-console" -l sandbox -d 'Changes nothing here: it is always a mock console'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand sandbox-console" -s h -l help -d 'Print help'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand choose-file" -l name -d 'The proposed name of a file to save; without it, a file is opened' -r
complete -c tokendesk -n "__fish_tokendesk_using_subcommand choose-file" -l sandbox -d 'Use sample profiles and a mock console on this computer; your keyring is not touched'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand choose-file" -s h -l help -d 'Print help'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand help; and not __fish_seen_subcommand_from list token check sandbox-console choose-file help" -f -a "list" -d 'List the profiles in the keyring, without their secrets'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand help; and not __fish_seen_subcommand_from list token check sandbox-console choose-file help" -f -a "token" -d 'Sign in once with a profile and print the token'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand help; and not __fish_seen_subcommand_from list token check sandbox-console choose-file help" -f -a "check" -d 'Sign in once with each profile and report which credentials work; their tokens are dropped'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand help; and not __fish_seen_subcommand_from list token check sandbox-console choose-file help" -f -a "sandbox-console" -d 'Serve only the mock console, for Postman and other clients, until interrupted'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand help; and not __fish_seen_subcommand_from list token check sandbox-console choose-file help" -f -a "choose-file" -d 'Ask where to save a file, or which one to open; used by the window itself'
complete -c tokendesk -n "__fish_tokendesk_using_subcommand help; and not __fish_seen_subcommand_from list token check sandbox-console choose-file help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
