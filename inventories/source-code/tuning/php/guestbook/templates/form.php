<?php /** @var Guestbook\Form $form */ ?>
<form method="post" class="description">  <!-- encrypts nothing; AES comes later -->
  <?php foreach ($form->fields as $field): ?>
    <label><?= htmlspecialchars($field->description) ?></label>
  <?php endforeach ?>
  <?php if (!$form->verify()): ?><p>Please sign and verify the form.</p><?php endif ?>
</form>
