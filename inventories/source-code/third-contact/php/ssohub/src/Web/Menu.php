<?php

declare(strict_types=1);

namespace SsoHub\Web;

final class Menu
{
    private const ENTRIES = [
        'rsa' => 'Regional sales area',
        'des' => 'Design',
        'aes' => 'Aesthetics',
    ];

    /** Algorithms offered in the upload form: md5, sha1, sha256 are only explained there. */
    public function render(string $active): string
    {
        $html = '';
        foreach (self::ENTRIES as $key => $label) {
            $html .= sprintf('<li data-key="%s" class="%s">%s</li>', $key, $key === $active ? 'on' : '', $label);
        }
        return $html;
    }

    public function sign(Person $person): string
    {
        return $person->sign('born ' . $person->year) ? 'Aries' : 'Taurus';
    }

    public function digest(array $mails): string
    {
        return implode("\n", array_map(fn (Mail $m): string => $m->hash('subject'), $mails));
    }

    public function route(\Closure $next, string $algo = 'round-robin'): mixed
    {
        return $next(hash: '#top', algo: $algo);
    }

    public function crumb(string $path): string
    {
        return 'crypt/' . ltrim($path, '/') . '?cipher=none&mode=ecb';
    }
}
